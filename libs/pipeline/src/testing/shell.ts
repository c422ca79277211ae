/**
 * Expansions in a command of POSIX shell that are not inside double quotes: there the shell splits and globs what it
 * finds. `${NAME:+words}` outside of quotes is let through when its content is quoted; backquotes never are.
 */
export function unquotedExpansions(command: string): string[] {
  const found: string[] = [];
  scan(command, 0, '', found);
  return found;
}

/** Reads until `end`, and returns the position after it. */
function scan(text: string, from: number, end: string, found: string[], quoted = false): number {
  let at = from;
  while (at < text.length) {
    const rest = text.slice(at);
    if (end !== '' && rest.startsWith(end)) return at + end.length;
    if (rest.startsWith('\\')) at += 2;
    else if (rest.startsWith("'") && !quoted) at = text.indexOf("'", at + 1) + 1;
    else if (rest.startsWith('"')) at = scan(text, at + 1, '"', found, true);
    else if (rest.startsWith('`')) {
      found.push('`');
      at = text.indexOf('`', at + 1) + 1;
    } else if (rest.startsWith('$(')) {
      if (!quoted && !isAssignment(text, at)) found.push('$(');
      at = scan(text, at + 2, ')', found);
    } else if (rest.startsWith('${')) {
      const conditional = /^\$\{[A-Z_]+:?\+/.exec(rest);
      if (!quoted && conditional === null) found.push(text.slice(at, text.indexOf('}', at) + 1));
      at = scan(text, at + (conditional?.[0].length ?? 2), '}', found, quoted);
    } else {
      const simple = /^\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?!-])/.exec(rest);
      if (simple !== null && !quoted) found.push(simple[0]);
      at += simple?.[0].length ?? 1;
    }
  }
  return at;
}

/** `NAME=$(…)` is not split either. */
function isAssignment(text: string, at: number): boolean {
  return /(?:^|\s)[A-Z_]+=$/.test(text.slice(0, at));
}
