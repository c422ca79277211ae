import { escapeHtml } from '@careplane/problems';
import type { Bar, Block, Chapter, Figure, DecisionStep } from './block';
import { diagramHtml } from './picture';
import type { Pictures } from './picture';
import { tableHtml } from './table-html';
import { anchorOf, textHtml } from './text-html';

/** A chapter as a section of the page. */
export function chapterHtml({ id, title, blocks }: Chapter, pictures: Pictures): string {
  const inside = blocks.map((block, index) => blockHtml(block, `${id}-${index}`, { chapter: id, pictures }));
  return `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${escapeHtml(title)}</h2>\n${inside.join('\n')}\n</section>`;
}

/** Where a block is. */
interface Place {
  readonly chapter: string;
  readonly pictures: Pictures;
}

/** @param id unique on the page */
function blockHtml(block: Block, id: string, place: Place): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${textHtml(block.text)}</p>`;
    case 'heading':
      return `<h3 id="${anchorOf(place.chapter, block.text)}">${escapeHtml(block.text)}</h3>`;
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
      return diagramHtml(block.diagram, id, place.pictures);
    case 'bars':
      return barsHtml(block.caption, block.bars);
    case 'steps':
      return stepsHtml(block.steps);
    case 'figures':
      return figuresHtml(block.figures);
    case 'answer':
      return `<p class="answer ${block.tone}">${textHtml(block.text)}</p>`;
    case 'folded': {
      const inside = block.blocks.map((each, index) => blockHtml(each, `${id}-${index}`, place));
      return `<details class="folded"><summary>${escapeHtml(block.summary)}</summary>\n${inside.join('\n')}\n</details>`;
    }
  }
}

function commandsHtml(lines: readonly string[]): string {
  return `<pre tabindex="0"><code>${lines.map(escapeHtml).join('\n')}</code></pre>`;
}

function figuresHtml(figures: readonly Figure[]): string {
  const one = ({ value, label, tone = 'neutral' }: Figure) =>
    `<div class="${tone}"><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`;
  return `<dl class="figures">${figures.map(one).join('')}</dl>`;
}

function stepsHtml(steps: readonly DecisionStep[]): string {
  const one = ({ text, commands = [], answers = [] }: DecisionStep) =>
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
  const longest = Math.max(...bars.flatMap(({ value, range: [, high] = [0, 0] }) => [value, high]), Number.MIN_VALUE);
  const percent = (value: number) => Math.round((1000 * value) / longest) / 10;
  const one = ({ label, value, shown, range }: Bar) => {
    const line =
      range === undefined
        ? ''
        : `<rect class="range" x="${percent(range[0])}" y="3" width="${percent(range[1] - range[0])}" height="2"/>`;
    return `<li><span class="label">${escapeHtml(label)}</span> <span class="sum">${escapeHtml(shown)}</span><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${percent(value)}" height="8"/>${line}</svg></li>`;
  };
  return `<figure><figcaption>${escapeHtml(caption)}</figcaption><ul class="bars">${bars.map(one).join('')}</ul></figure>`;
}
