/** A command of a document with what the document shows of its output. */
export interface DocumentedStep {
  /** File and line number, for messages. */
  readonly where: string;
  /** As a person types it, on one line, without a comment. */
  readonly command: string;
  /** Lines of the output; none where the document shows only the command. `...` stands for any lines. */
  readonly output: readonly string[];
}

function unread(file: string, index: number): string {
  return `${file}:${index + 1}: write commands into a block with the language sh, or console with a prompt`;
}

/**
 * Commands in fenced blocks: lines of shell blocks, and in all blocks lines after a prompt, which the output follows.
 *
 * @throws Error for a command of careplane in a block of another kind
 */
export function stepsOf(markdown: string, file: string): readonly DocumentedStep[] {
  const steps: { where: string; command: string; output: string[] }[] = [];
  let language: string | undefined;
  let prompted = false;
  let continued = '';
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^\s*```(\w*)/.exec(line);
    if (fence !== null) {
      language = language === undefined ? (fence[1] ?? '') : undefined;
      prompted = false;
      continue;
    }
    if (language === undefined) {
      if (/^ {4}(?:npx )?careplane(?:-\w+)? /.test(line)) throw new Error(unread(file, index));
      continue;
    }
    const typed = continued === '' ? /^\s*\$ (.*)/.exec(line)?.[1] : line;
    const isShell = ['sh', 'bash', 'shell'].includes(language);
    if (typed === undefined && !isShell) {
      if (!prompted && /^(?:npx )?careplane(?:-\w+)? /.test(line)) throw new Error(unread(file, index));
      if (prompted) steps.at(-1)?.output.push(line);
      continue;
    }
    prompted = !isShell;
    const whole = `${continued}${(typed ?? line).trim()}`;
    continued = whole.endsWith('\\') ? whole.slice(0, -1) : '';
    const command = whole
      .replace(/(?:^|\s+)# .*$/, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (continued === '' && command !== '') steps.push({ where: `${file}:${index + 1}`, command, output: [] });
  }
  return steps;
}

/**
 * Parts of a shown output that a real one lacks, in order: what is between two lines `...` must be there as it stands.
 *
 * @param printed standard output and standard error
 */
export function missingParts(shown: readonly string[], printed: string): readonly string[] {
  const parts = shown
    .join('\n')
    .split(/^\s*\.\.\.\s*$/m)
    .map((part) => part.replace(/^\n+|\n+$/g, ''))
    .filter((part) => part !== '');
  let from = 0;
  return parts.filter((part) => {
    const at = printed.indexOf(part, from);
    if (at >= 0) from = at + part.length;
    return at < 0;
  });
}
