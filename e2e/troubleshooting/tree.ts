/** A decision tree as the handover's chapter has it: commands of each step, and of each answer. */
export interface DocumentedTree {
  /** Commands of the steps in order; none for a step that has only words. */
  readonly steps: readonly (readonly string[])[];
  readonly answers: ReadonlyMap<string, readonly string[]>;
}

/**
 * Read a tree of the chapter "Troubleshooting".
 *
 * @param markdown text of the chapter
 * @param title heading of the tree
 * @throws Error where the chapter has no such tree
 */
export function documentedTree(markdown: string, title: string): DocumentedTree {
  const section = markdown.split(/^## /m).find((part) => part.startsWith(`${title}\n`));
  if (section === undefined) throw new Error(`the chapter has no tree "${title}"`);
  const steps: string[][] = [];
  const answers = new Map<string, string[]>();
  let into: string[] = [];
  let fenced = false;
  for (const line of section.replaceAll('&#95;', '_').split('\n')) {
    if (/^\s*```/.test(line)) fenced = !fenced;
    else if (fenced) into.push(line.trim());
    else if (/^\d+\. /.test(line)) steps.push((into = []));
    else {
      const answer = /^\s+- \*\*(.+)\*\*$/.exec(line)?.[1];
      if (answer !== undefined) answers.set(answer, (into = []));
    }
  }
  return { steps, answers };
}
