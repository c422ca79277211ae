import { escapeHtml } from '@careplane/problems';
import type { Block } from './block';
import { cellParts, columnOf } from './table';
import type { Cell, Column, Row } from './table';
import { textHtml } from './text-html';

/**
 * A table scrolls inside of its own box, which the keyboard reaches and a screen reader names. It is a group and no region:
 * a hundred regions would be a hundred landmarks.
 *
 * @param id unique on the page
 */
export function tableHtml({ caption, head, rows, foot }: Extract<Block, { kind: 'table' }>, id: string): string {
  const columns = head.map(columnOf);
  const names = columns.map((column) => `<th scope="col"${classOf(column)}>${escapeHtml(column.name)}</th>`);
  return [
    `<div class="scroll" role="group" tabindex="0" aria-labelledby="${id}"><table>`,
    `<caption id="${id}">${escapeHtml(caption)}</caption>`,
    `<thead><tr>${names.join('')}</tr></thead>`,
    `<tbody>${rows.map((row) => rowHtml(row, columns)).join('\n')}</tbody>`,
    ...(foot === undefined ? [] : [`<tfoot>${rowHtml(foot, columns)}</tfoot>`]),
    '</table></div>',
  ].join('\n');
}

function rowHtml(row: Row, columns: readonly Column[]): string {
  const cells = row.map((cell, index) => {
    const css = classOf(columns[index]);
    return index === 0 ? `<th scope="row"${css}>${cellHtml(cell)}</th>` : `<td${css}>${cellHtml(cell)}</td>`;
  });
  return `<tr>${cells.join('')}</tr>`;
}

function classOf(column: Column | undefined): string {
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

/** Paths may break after a slash. A slash of a tag, an attribute or an escaped character is left alone. */
function breakable(html: string): string {
  return html.replace(/(?<=\w)\/(?=\w)(?![^<]*>)/g, '/<wbr>');
}
