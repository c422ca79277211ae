import { markdownCell, markdownCode, markdownLine, markdownTable, markdownText } from '@careplane/problems';
import { cellParts, columnOf, inlinesOf, plainText, slugOf } from '@careplane/pages';
import type { Block, Cell, Chapter, DecisionStep, Inline, Text } from '@careplane/pages';
import { mermaidOf } from '../diagram/mermaid';

/** Gives the address of a chapter, seen from the file that is written. */
export type AddressOf = (chapter: string) => string;

/** A chapter as Markdown, the way code hosts read it. */
export function chapterMarkdown(chapter: Chapter, stamp: string, addressOf: AddressOf): string {
  const blocks = chapter.blocks.map((block) => blockMarkdown(block, addressOf));
  return `${[`# ${markdownText(chapter.title)}`, markdownText(stamp), ...blocks].join('\n\n')}\n`;
}

function blockMarkdown(block: Block, addressOf: AddressOf): string {
  const text = (value: Text) => textMarkdown(value, addressOf);
  switch (block.kind) {
    case 'paragraph':
      return lineMarkdown(block.text, addressOf);
    case 'heading':
      return `## ${markdownText(block.text)}`;
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${lineMarkdown(item, addressOf)}`)
        .join('\n');
    case 'checklist':
      return block.items.map((item) => `- [ ] ${text(item)}`).join('\n');
    case 'table': {
      const rows = [...block.rows, ...(block.foot === undefined ? [] : [block.foot])];
      const cells = rows.map((row) => row.map((cell) => markdownCell(cellMarkdown(cell, addressOf))));
      const head = block.head.map((column) => columnOf(column).name);
      return `**${markdownText(block.caption)}**\n\n${markdownTable(head, cells, { cell: (cell) => cell })}`;
    }
    case 'commands':
      return fence(block.lines, '');
    case 'diagram':
      return ['```mermaid', ...mermaidOf(block.diagram), '```'].join('\n');
    case 'bars':
      return markdownTable(
        [block.caption, 'amount'],
        block.bars.map(({ label, shown }) => [label, shown]),
        { rightFrom: 1 },
      );
    case 'steps':
      return stepsMarkdown(block.steps, '', addressOf);
    case 'figures':
      return block.figures.map(({ value, label }) => `- **${markdownText(value)}** ${markdownText(label)}`).join('\n');
    case 'answer':
      return `**${markdownText(plainText(block.text))}**`;
    case 'folded':
      return [`**${markdownText(block.summary)}**`, ...block.blocks.map((each) => blockMarkdown(each, addressOf))].join(
        '\n\n',
      );
  }
}

/** A cell in one line; what the page folds away is counted. */
function cellMarkdown(cell: Cell, addressOf: AddressOf): string {
  const { text, note, fold } = cellParts(cell);
  return [
    textMarkdown(text, addressOf),
    ...(note === undefined ? [] : [textMarkdown(note, addressOf)]),
    ...(fold === undefined ? [] : [markdownText(fold.summary)]),
  ].join(' ');
}

/** Steps as a numbered list; the answers of a question are a list below it. */
function stepsMarkdown(steps: readonly DecisionStep[], indent: string, addressOf: AddressOf): string {
  const inner = `${indent}   `;
  return steps
    .map(({ text, commands = [], answers = [] }, index) =>
      [
        `${indent}${index + 1}. ${lineMarkdown(text, addressOf)}`,
        ...(commands.length === 0 ? [] : ['', fence(commands, inner), '']),
        ...answers.map(
          ({ answer, steps: then }) =>
            `${inner}- **${markdownText(plainText(answer))}**\n\n${stepsMarkdown(then, `${inner}  `, addressOf)}\n`,
        ),
      ].join('\n'),
    )
    .join('\n');
}

function fence(lines: readonly string[], indent: string): string {
  return ['```sh', ...lines, '```'].map((line) => `${indent}${line}`).join('\n');
}

function textMarkdown(text: Text, addressOf: AddressOf): string {
  return inlinesOf(text)
    .map((inline) => inlineMarkdown(inline, addressOf))
    .join('');
}

/** A text at the beginning of a line, where a hyphen or a number with a full stop would begin a list. */
function lineMarkdown(text: Text, addressOf: AddressOf): string {
  const [first, ...others] = inlinesOf(text);
  if (typeof first !== 'string' || !/^(?:[-+]|\d+\.)\s/.test(first)) return textMarkdown(text, addressOf);
  return `${outerSpaces(first, markdownLine)}${textMarkdown(others, addressOf)}`;
}

function inlineMarkdown(inline: Inline, addressOf: AddressOf): string {
  if (typeof inline === 'string') return outerSpaces(inline, markdownText);
  if ('code' in inline) return markdownCode(inline.code);
  if ('strong' in inline) return `**${markdownText(inline.strong)}**`;
  if ('url' in inline) return `[${markdownText(inline.link)}](${inline.url.replace(/[()\s<>]/g, encodeURIComponent)})`;
  const anchor = inline.heading === undefined ? '' : `#${slugOf(inline.heading)}`;
  return `[${markdownText(inline.link)}](${addressOf(inline.chapter)}${anchor})`;
}

/** The escape trims; between two parts of a sentence the spaces count. */
function outerSpaces(text: string, escape: (text: string) => string): string {
  if (text.trim() === '') return text === '' ? '' : ' ';
  return `${/^\s/.test(text) ? ' ' : ''}${escape(text)}${/\s$/.test(text) ? ' ' : ''}`;
}
