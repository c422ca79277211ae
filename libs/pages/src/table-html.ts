import { escapeHtml } from '@careplane/problems';
import type { Block } from './block';
import { cellParts, columnOf } from './table';
import type { Cell, Column, Row } from './table';
import type { Inline } from './text';
import { textHtml } from './text-html';

/**
 * A table scrolls inside of its own box, which the keyboard reaches and a screen reader names. It is a group and no region:
 * a hundred regions would be a hundred landmarks.
 *
 * @param id unique on the page
 */
export function tableHtml({ caption, head, rows, foot }: Extract<Block, { kind: 'table' }>, id: string): string {
  const columns = head.map(columnOf).map((column, index) => withSentences(column, index, rows));
  const names = columns.map((column) => `<th scope="col"${classOf(column)}>${escapeHtml(column.name)}</th>`);
  return [
    `<div class="scroll" role="group" tabindex="0" aria-labelledby="${id}"><table>`,
    `<caption id="${id}"><span>${escapeHtml(caption)}</span></caption>`,
    `<thead><tr>${names.join('')}</tr></thead>`,
    `<tbody>${rows.map((row) => rowHtml(row, columns)).join('\n')}</tbody>`,
    ...(foot === undefined ? [] : [`<tfoot>${rowHtml(foot, columns)}</tfoot>`]),
    '</table></div>',
  ].join('\n');
}

/** A cell with so many characters of words is a sentence. */
const SENTENCE = 40;

type SetColumn = Omit<Column, 'kind'> & { readonly kind?: Column['kind'] | 'sentences' };

/** A column of sentences is not squeezed to a word a line where a table is wider than the window; the first names the row. */
function withSentences(column: Column, index: number, rows: readonly Row[]): SetColumn {
  const { kind = 'text' } = column;
  if (kind !== 'text' || index === 0) return column;
  return rows.some((row) => wordsOf(row[index]) > SENTENCE) ? { ...column, kind: 'sentences' } : column;
}

/** Characters of a cell that may be broken at their blanks. */
function wordsOf(cell: Cell | undefined): number {
  if (cell === undefined) return 0;
  const { text } = cellParts(cell);
  const parts = Array.isArray(text) ? (text as readonly Inline[]) : [text as Inline];
  return parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
}

function rowHtml(row: Row, columns: readonly SetColumn[]): string {
  const cells = row.map((cell, index) => {
    const css = classOf(columns[index]);
    return index === 0 ? `<th scope="row"${css}>${cellHtml(cell)}</th>` : `<td${css}>${cellHtml(cell)}</td>`;
  });
  return `<tr>${cells.join('')}</tr>`;
}

function classOf(column: SetColumn | undefined): string {
  const { kind = 'text' } = column ?? {};
  return kind === 'text' ? '' : ` class="${kind}"`;
}

function cellHtml(cell: Cell): string {
  const { text, note, fold } = cellParts(cell);
  return [
    breakable(textHtml(text)),
    note === undefined ? '' : `<div class="note">${textHtml(note)}</div>`,
    fold === undefined
      ? ''
      : `<details><summary>${escapeHtml(fold.summary)}</summary><ul>${fold.items.map((item) => `<li>${breakable(textHtml(item))}</li>`).join('')}</ul></details>`,
  ].join('');
}

/** Paths may break after a slash, and types of CloudFormation after their colons. Those of a tag or an attribute are left alone. */
function breakable(html: string): string {
  return html.replace(/(?<=\w)(?:\/|::)(?=\w)(?![^<]*>)/g, '$&<wbr>');
}
