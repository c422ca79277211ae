/** A command line of a document. */
export interface DocumentedLine {
  /** File and line number, for messages. */
  readonly where: string;
  readonly text: string;
}

const SHELL = new Set(['sh', 'bash', 'shell']);

/** What a person types in the fenced blocks of a Markdown text: lines of shell blocks, and lines with a prompt in blocks of output. */
export function commandLines(markdown: string, file: string): readonly DocumentedLine[] {
  const found: DocumentedLine[] = [];
  let language: string | undefined;
  let continued = '';
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^\s*```(\w*)/.exec(line);
    if (fence !== null) {
      language = language === undefined ? (fence[1] ?? '') : undefined;
      continue;
    }
    if (language === undefined) continue;
    const typed = continued === '' ? typedIn(line, language) : line.trim();
    if (typed === undefined) continue;
    const whole = `${continued}${typed}`;
    continued = whole.endsWith('\\') ? whole.slice(0, -1) : '';
    if (continued === '') found.push({ where: `${file}:${index + 1}`, text: whole });
  }
  return found;
}

function typedIn(line: string, language: string): string | undefined {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return undefined;
  if (text.startsWith('$ ')) return text.slice(2);
  if (SHELL.has(language)) return text;
  return /^(?:npx )?careplane(?:-\w+)? /.test(text) ? text : undefined;
}

/**
 * The simple commands of a line, as words. Commands in `$(…)` come first, and the word that holds them keeps a placeholder.
 * Comments, redirections and assignments before a command are left out; an ellipsis stands for words the document omits.
 */
export function commandsIn(line: string): readonly (readonly string[])[] {
  const inner: (readonly string[])[] = [];
  const flat = line.replace(/\$\(([^()]*)\)/g, (_, command: string) => {
    inner.push(...commandsIn(command));
    return 'SUBSTITUTED';
  });
  const words = flat.match(/(?:"[^"]*"|'[^']*'|\\.|[^\s"'&|;])+|&&|\|\||[|;]/g) ?? [];
  const comment = words.findIndex((word) => word.startsWith('#'));
  const commands: string[][] = [[]];
  for (const word of comment < 0 ? words : words.slice(0, comment)) {
    if (/^(?:&&|\|\||[|;])$/.test(word)) commands.push([]);
    else commands.at(-1)?.push(word.replace(/["']/g, ''));
  }
  return [...inner, ...commands.map(withoutShell).filter((command) => command.length > 0)];
}

function withoutShell(words: readonly string[]): readonly string[] {
  const redirection = words.findIndex((word) => /^\d?[<>]/.test(word));
  const kept = (redirection < 0 ? words : words.slice(0, redirection)).filter((word) => word !== '…');
  const first = kept.findIndex((word) => !/^\w+=/.test(word));
  return first < 0 ? [] : kept.slice(first);
}
