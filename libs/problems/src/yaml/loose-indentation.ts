/** More than any line is indented. */
const FAR = ' '.repeat(400);

/** `key: |` and the like: what follows with more indentation is text. */
const BLOCK_TEXT = /(?:^|[\s:-])[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$/;

/**
 * A text in which each line that continues a bracket or a quoted text is indented far enough for YAML 1.2. The indentation
 * there is no part of any value, and no line moves, so the lines of problems stay right.
 */
export function indentContinued(text: string): string {
  let inside: Inside = { brackets: 0, quote: undefined };
  let block: number | undefined;
  return text
    .split('\n')
    .map((line) => {
      const indent = line.search(/\S/);
      if (indent < 0) return line;
      if (block !== undefined && indent > block) return line;
      block = undefined;
      const continues = inside.brackets > 0 || inside.quote !== undefined;
      inside = after(line, inside);
      const isInside = inside.brackets > 0 || inside.quote !== undefined;
      // The key of a text stands behind the dashes of a list.
      if (!continues && !isInside && BLOCK_TEXT.test(line)) block = /^\s*(?:- +)*/.exec(line)?.[0].length ?? indent;
      return continues ? FAR + line : line;
    })
    .join('\n');
}

/** What is open at a place: brackets, and the mark of a quoted text. */
interface Inside {
  readonly brackets: number;
  readonly quote: '"' | "'" | undefined;
}

function after(line: string, before: Inside): Inside {
  let { brackets, quote } = before;
  // Whether a value may begin: a bracket or a quotation mark inside of a word is part of the word.
  let begins = true;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (quote !== undefined) {
      if (quote === '"' && character === '\\') at += 1;
      else if (character === quote && quote === "'" && line[at + 1] === "'") at += 1;
      else if (character === quote) quote = undefined;
    } else if (character === '#' && (at === 0 || /\s/.test(line[at - 1] ?? ''))) {
      break;
    } else if (begins && (character === '"' || character === "'")) {
      quote = character;
    } else if (begins && (character === '[' || character === '{')) {
      brackets += 1;
      continue;
    } else if (brackets > 0 && (character === ']' || character === '}')) {
      brackets -= 1;
    } else if (/\s/.test(character)) {
      continue;
    } else if (begins && /[!&]/.test(character)) {
      // A tag or an anchor, with its value behind it.
      while (at + 1 < line.length && /[^\s,[\]{}]/.test(line[at + 1] ?? '')) at += 1;
      continue;
    }
    begins =
      (brackets > 0 && character === ',') || (/[:?-]/.test(character) && /^(?:\s|$)/.test(line.slice(at + 1, at + 2)));
  }
  return { brackets, quote };
}
