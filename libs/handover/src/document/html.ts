import { escapeHtml } from '@careplane/problems';
import { diagramHtml } from '../diagram/picture';
import type { Pictures } from '../diagram/picture';
import { inlinesOf, slugOf } from './block';
import type { Bar, Block, Chapter, Inline, Step, Text } from './block';

/** A chapter as a section of the page. */
export function chapterHtml(chapter: Chapter, pictures: Pictures): string {
  const blocks = chapter.blocks.map((block, index) => blockHtml(block, `${chapter.id}-${index}`, chapter.id, pictures));
  return `<section id="${chapter.id}" aria-labelledby="${chapter.id}-title">\n<h2 id="${chapter.id}-title">${escapeHtml(chapter.title)}</h2>\n${blocks.join('\n')}\n</section>`;
}

/** Id of a heading on the page. Every chapter is on the same page, so the chapter is part of the id. */
export function anchorOf(chapter: string, heading: string): string {
  return `${chapter}--${slugOf(heading)}`;
}

/** @param id unique on the page */
function blockHtml(block: Block, id: string, chapter: string, pictures: Pictures): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${textHtml(block.text)}</p>`;
    case 'heading':
      return `<h3 id="${anchorOf(chapter, block.text)}">${escapeHtml(block.text)}</h3>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((item) => `<li>${textHtml(item)}</li>`).join('')}</${tag}>`;
    }
    case 'checklist':
      return `<ul class="check">${block.items.map((item) => `<li>${textHtml(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableHtml(block, id);
    case 'commands':
      return commandsHtml(block.lines);
    case 'diagram':
      return diagramHtml(block.diagram, id, pictures);
    case 'bars':
      return barsHtml(block.caption, block.bars);
    case 'steps':
      return stepsHtml(block.steps);
  }
}

/**
 * A table scrolls inside of its own box, which the keyboard reaches and a screen reader names. It is a group and no region:
 * a hundred regions would be a hundred landmarks.
 */
function tableHtml({ caption, head, rows }: Extract<Block, { kind: 'table' }>, id: string): string {
  const line = (row: readonly Text[]) =>
    `<tr>${row.map((cell, index) => (index === 0 ? `<th scope="row">${textHtml(cell)}</th>` : `<td>${textHtml(cell)}</td>`)).join('')}</tr>`;
  return [
    `<div class="scroll" role="group" tabindex="0" aria-labelledby="${id}"><table>`,
    `<caption id="${id}">${escapeHtml(caption)}</caption>`,
    `<thead><tr>${head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.map(line).join('\n')}</tbody>`,
    '</table></div>',
  ].join('\n');
}

function commandsHtml(lines: readonly string[]): string {
  return `<pre tabindex="0"><code>${lines.map(escapeHtml).join('\n')}</code></pre>`;
}

function stepsHtml(steps: readonly Step[]): string {
  const one = ({ text, commands = [], answers = [] }: Step) =>
    [
      `<li><p>${textHtml(text)}</p>`,
      commands.length === 0 ? '' : commandsHtml(commands),
      answers.length === 0
        ? ''
        : `<dl>${answers.map(({ answer, steps: then }) => `<dt>${textHtml(answer)}</dt><dd>${stepsHtml(then)}</dd>`).join('')}</dl>`,
      '</li>',
    ].join('');
  return `<ol class="steps">${steps.map(one).join('')}</ol>`;
}

/** Bars as a list: the amount is text, so that it is there for everyone; the bar only shows the proportion. */
function barsHtml(caption: string, bars: readonly Bar[]): string {
  const longest = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const one = ({ label, value, shown }: Bar) => {
    const percent = Math.round((100 * value) / longest);
    return `<li><span class="label">${escapeHtml(label)}</span> <span class="amount">${escapeHtml(shown)}</span><svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width="${percent}" height="4"/></svg></li>`;
  };
  return `<figure><figcaption>${escapeHtml(caption)}</figcaption><ul class="bars">${bars.map(one).join('')}</ul></figure>`;
}

export function textHtml(text: Text): string {
  return inlinesOf(text).map(inlineHtml).join('');
}

function inlineHtml(inline: Inline): string {
  if (typeof inline === 'string') return escapeHtml(inline);
  if ('code' in inline) return `<code>${escapeHtml(inline.code)}</code>`;
  if ('strong' in inline) return `<strong>${escapeHtml(inline.strong)}</strong>`;
  const address =
    'url' in inline
      ? escapeHtml(inline.url)
      : `#${inline.heading === undefined ? inline.chapter : anchorOf(inline.chapter, inline.heading)}`;
  return `<a href="${address}"${'url' in inline ? ' rel="noreferrer"' : ''}>${escapeHtml(inline.link)}</a>`;
}
