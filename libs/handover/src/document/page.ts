import { createHash } from 'node:crypto';
import { escapeHtml } from '@careplane/problems';
import type { Pictures } from '../diagram/picture';
import type { Chapter } from './block';
import { chapterHtml } from './html';
import { STYLE } from './style';

export interface PageOptions {
  readonly title: string;
  /** What the page was made from: name and value of each. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly chapters: readonly Chapter[];
  /** The drawn diagrams of the chapters. */
  readonly pictures: Pictures;
}

/**
 * All chapters as one page that needs no other file, no script and no network. Its policy forbids all three, so that text
 * which gets past the escaping still could not load or run anything.
 */
export function pageHtml({ title, facts, chapters, pictures }: PageOptions): string {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  const contents = chapters
    .map(({ id, title: name }) => `<li><a href="#${id}">${escapeHtml(name)}</a></li>`)
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header>
<h1>${escapeHtml(title)}</h1>
<dl class="facts">${facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>
</header>
<nav aria-label="Contents"><h2>Contents</h2><ol>
${contents}
</ol></nav>
<main id="main">
${chapters.map((chapter) => chapterHtml(chapter, pictures)).join('\n')}
</main>
</body>
</html>
`;
}
