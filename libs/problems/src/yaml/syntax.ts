import type { YAMLError } from 'yaml';
import type { Problem } from '../problem';

interface SyntaxWords {
  readonly code: string;
  /** Tells errors of one code apart, by the parser's message. */
  readonly when?: RegExp;
  /** What is wrong, continuing "is not valid YAML: ". */
  readonly what: string;
  readonly fix: string;
}

const QUOTE = 'if this is text, put it in quotation marks';

/** What each error of the parser means to a person. The first row that fits counts. */
const WORDS: readonly SyntaxWords[] = [
  {
    code: 'MISSING_CHAR',
    when: /quote/,
    what: 'a quotation mark is not closed',
    fix: 'add the closing quotation mark, in this line or a line above',
  },
  {
    code: 'MISSING_CHAR',
    what: 'a key has no value and no colon',
    fix: 'write "key: value", with a blank after the colon',
  },
  {
    code: 'MULTILINE_IMPLICIT_KEY',
    what: 'a key has no colon with a blank after it, or its line is indented differently from the others',
    fix: 'write "key: value", and indent the keys of a map alike',
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    what: 'a value contains another key',
    fix: 'put text that contains ": " in quotation marks, and write each key on a line of its own, indented like its neighbors',
  },
  { code: 'TAB_AS_INDENT', what: 'the line is indented with a tab', fix: 'indent it with blanks' },
  {
    code: 'BAD_INDENT',
    when: /^Flow map/,
    what: 'a brace { is not closed, or a line in it is not indented',
    fix: 'add the closing }, and indent all lines between the braces',
  },
  {
    code: 'BAD_INDENT',
    when: /^Flow seq/,
    what: 'a bracket [ is not closed, or a line in it is not indented',
    fix: 'add the closing ], and indent all lines between the brackets',
  },
  {
    code: 'BAD_INDENT',
    when: /same column/,
    what: 'the line is indented differently from its neighbors',
    fix: 'indent the keys of a map, and the items of a list, alike',
  },
  {
    code: 'BAD_INDENT',
    when: /^Block scalar/,
    what: 'the text after | or > is not indented',
    fix: 'indent each line of the text with blanks, further than its key',
  },
  { code: 'BAD_INDENT', what: 'the line is not indented far enough', fix: 'indent it further than the key above it' },
  {
    code: 'UNEXPECTED_TOKEN',
    when: /flow-(?:map|seq)-end/,
    what: 'a bracket is closed that was not opened',
    fix: 'remove the closing bracket, or add the opening one',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    when: /block-seq-ind/,
    what: 'a list begins on the line of its key',
    fix: `write each item on a line of its own, as "- item"; ${QUOTE}`,
  },
  {
    code: 'UNEXPECTED_TOKEN',
    when: /header/,
    what: 'text follows | or > on the same line',
    fix: `write the text on the lines below, indented; ${QUOTE}`,
  },
  {
    code: 'UNEXPECTED_TOKEN',
    when: / in flow /,
    what: 'a value is missing between brackets or commas',
    fix: 'remove the comma, or write the value',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    what: 'more text follows where the value has ended',
    fix: 'put the whole text in quotation marks, or begin a new line, indented like its neighbors',
  },
  {
    code: 'MULTIPLE_DOCS',
    what: 'a second document begins, after the line ---',
    fix: 'write one document in each file',
  },
  {
    code: 'BAD_SCALAR_START',
    what: 'a value begins with a character that has a meaning in YAML',
    fix: 'put the value in quotation marks',
  },
  {
    code: 'BAD_DQ_ESCAPE',
    what: 'a backslash in double quotation marks is followed by a character that it cannot be combined with',
    fix: 'write two backslashes for one, or use single quotation marks',
  },
  { code: 'BAD_DIRECTIVE', what: 'a line that begins with % is not known', fix: `remove the line; ${QUOTE}` },
  {
    code: 'KEY_OVER_1024_CHARS',
    what: 'a key has more than 1,024 characters',
    fix: 'shorten the key; if it is text, write it after a key',
  },
  { code: 'BAD_ALIAS', what: 'a value begins with * or &, but no name follows', fix: QUOTE },
];

/** Tags and anchors: who meets these errors wrote text, as a rule. */
const OTHERWISE = { what: 'a value begins with !, & or *, and cannot be read', fix: QUOTE };

/** The errors of a text, one for each line: the parser may find several consequences of one mistake. */
export function syntaxProblems(file: string, text: string, errors: readonly YAMLError[]): Problem[] {
  const lines = text.split('\n');
  const byLine = new Map<number, Problem>();
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const sorted = [...errors].sort((one, other) => one.pos[0] - other.pos[0]);
  for (const [index, { code, message, pos }] of sorted.entries()) {
    // After an error the parser takes the rest of the file for text that belongs nowhere.
    if (index > 0 && code === 'UNEXPECTED_TOKEN' && message.includes('in YAML stream')) continue;
    const line = lineAt(pos[0]);
    const { what, fix } = WORDS.find((row) => row.code === code && (row.when?.test(message) ?? true)) ?? OTHERWISE;
    if (byLine.has(line)) continue;
    byLine.set(line, {
      ...{ file, line, path: '', message: `is not valid YAML: ${what}` },
      ...{ given: lineWithoutValue(lines[line - 1]?.trim() ?? ''), allowed: 'one YAML 1.2 document', fix },
    });
  }
  return [...byLine.values()];
}

/** The key of a line; its value is not shown, for who can tell in a broken file which lines hold secrets? */
function lineWithoutValue(text: string): string {
  if (text === '') return '(end of file)';
  const key = /^(?:- )?[A-Za-z0-9_.-]{1,60}:/.exec(text)?.[0];
  if (key === undefined) return `(a line of ${text.length} characters)`;
  return key === text ? key : `${key} …`;
}
