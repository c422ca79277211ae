import { escapeHtml } from '@careplane/problems';
import { inlinesOf, slugOf } from './text';
import type { Inline, Text } from './text';

/** Id of a heading on the page. Every chapter is on the same page, so the chapter is part of the id. */
export function anchorOf(chapter: string, heading: string): string {
  return `${chapter}--${slugOf(heading)}`;
}

/** A text as HTML: its marks become elements, and its characters stay text. */
export function textHtml(text: Text): string {
  return inlinesOf(text).map(inlineHtml).join('');
}

function inlineHtml(inline: Inline): string {
  if (typeof inline === 'string') return escapeHtml(inline);
  if ('code' in inline) return `<code>${escapeHtml(inline.code)}</code>`;
  if ('strong' in inline) return `<strong>${escapeHtml(inline.strong)}</strong>`;
  // An address of another kind could run a script.
  if ('url' in inline && !/^https?:\/\//i.test(inline.url)) return escapeHtml(inline.link);
  const address =
    'url' in inline
      ? escapeHtml(inline.url)
      : `#${inline.heading === undefined ? inline.chapter : anchorOf(inline.chapter, inline.heading)}`;
  return `<a href="${address}"${'url' in inline ? ' rel="noreferrer"' : ''}>${escapeHtml(inline.link)}</a>`;
}
