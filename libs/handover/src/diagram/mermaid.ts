import type { Diagram } from '@careplane/pages';

/** Lines of a Mermaid flowchart. Ids are numbers, because a name may be a word of Mermaid. */
export function mermaidOf({ title, description, nodes, edges }: Diagram): string[] {
  const idOf = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  return [
    'flowchart LR',
    `  accTitle: ${inOneLine(title)}`,
    `  accDescr: ${inOneLine(description)}`,
    ...nodes.map(
      ({ id, name, detail }) => `  ${idOf.get(id)}["${[name, ...(detail ? [detail] : [])].map(quoted).join('<br>')}"]`,
    ),
    ...edges.map(({ from, to, label }) =>
      label === ''
        ? `  ${idOf.get(from)} --> ${idOf.get(to)}`
        : `  ${idOf.get(from)} -->|"${quoted(label)}"| ${idOf.get(to)}`,
    ),
  ];
}

/** Mermaid writes characters of its own as #…; codes. */
function quoted(text: string): string {
  return inOneLine(text).replace(/[#"<>&`;]/g, (character) => `#${character.codePointAt(0)};`);
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
