import { charactersOf } from './display-width';

/**
 * Text as nothing but text in Markdown, on one line. Every character that Markdown or a code host gives a meaning is written
 * as its number, so nothing can break a table, become HTML, link to a page or mention a person. Backslashes would not do:
 * code hosts look for tables and mentions before them.
 *
 * @param maxCharacters what is longer ends in `…`. @default no limit
 */
export function markdownText(text: string, maxCharacters = Infinity): string {
  const line = text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  return shortened(line, maxCharacters)
    .replace(/[&<>`*_{}[\]#!|\\~@$^=]/g, (character) => `&#${character.codePointAt(0)};`)
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}&#46;`);
}

/** Text at the beginning of a line, such as a list item: a dash or a number with a full stop does not begin a list. */
export function markdownLine(text: string, maxCharacters = Infinity): string {
  return markdownText(text, maxCharacters)
    .replace(/^[-+]/, (character) => `&#${character.codePointAt(0)};`)
    .replace(/^(\d+)\./, '$1&#46;');
}

/** Text as code on one line, as it was written: `` `like this` ``. It may stand in a table. */
export function markdownCode(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
  // The fence must be longer than every row of backticks inside. Only in a table a bar is escaped.
  const fence = '`'.repeat(1 + Math.max(0, ...(line.match(/`+/g) ?? []).map((found) => found.length)));
  const space = fence.length > 1 || line.trim() === '' ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

export interface MarkdownTableOptions {
  /** Number of the first column that is set to the right, from 0. @default none */
  readonly rightFrom?: number;
  /** Makes a text a cell. @default markdownText */
  readonly cell?: (text: string) => string;
}

/** A table in Markdown. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { rightFrom = header.length, cell = (text) => markdownText(text) }: MarkdownTableOptions = {},
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = header.map((_, column) => (column < rightFrom ? '---' : '---:'));
  return [line(header.map(cell)), line(rule), ...rows.map((row) => line(row.map(cell)))].join('\n');
}

/** A cell that is Markdown already: only what would end it is escaped. */
export function markdownCell(markdown: string): string {
  return markdown.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');
}

function shortened(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const characters = charactersOf(text);
  return characters.length <= maxCharacters ? text : `${characters.slice(0, maxCharacters - 1).join('')}…`;
}
