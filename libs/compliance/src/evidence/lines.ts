/** The line of a template’s text on which a resource begins, from 1; undefined if it is not there. */
export function lineOf(text: string, logicalId: string): number | undefined {
  const index = linesByText(text).get(logicalId);
  return index;
}

const known = new Map<string, ReadonlyMap<string, number>>();

/** Lines of all keys that open an object at the depth of resources; counted once for each text. */
function linesByText(text: string): ReadonlyMap<string, number> {
  const before = known.get(text);
  if (before !== undefined) return before;
  const lines = new Map<string, number>();
  let inResources = false;
  let number = 0;
  // Line by line without a copy of each: a platform of many services has a million of them.
  for (let start = 0, end = 0; end >= 0; start = end + 1) {
    end = text.indexOf('\n', start);
    number += 1;
    const indent = indentOf(text, start);
    if (indent === undefined) continue;
    const key = /^"([^"]+)": \{$/.exec(text.slice(start + indent, end < 0 ? undefined : end))?.[1];
    if (key === undefined) continue;
    if (indent === 1) inResources = key === 'Resources';
    else if (inResources) lines.set(key, number);
  }
  known.set(text, lines);
  return lines;
}

/** One or two blanks before a quotation mark at the beginning of a line; undefined for every other line. */
function indentOf(text: string, start: number): 1 | 2 | undefined {
  if (text[start] !== ' ') return undefined;
  if (text[start + 1] === '"') return 1;
  return text[start + 1] === ' ' && text[start + 2] === '"' ? 2 : undefined;
}
