import { createHash } from 'node:crypto';
import { escapeHtml } from '@careplane/problems';
import type { Chapter } from './block';
import { chapterHtml } from './blocks-html';
import type { Pictures } from './picture';
import { sheetFooter } from './sheet-footer';
import { signatureChapter } from './signature';
import { STYLE } from './style';

/** Name and value of something that the page was made from, such as the commit. */
export type PageFact = readonly [name: string, value: string];

export interface PageOptions {
  readonly title: string;
  /** What the page was made from: platform, account, revision, date, version of the toolkit. */
  readonly facts: readonly PageFact[];
  readonly chapters: readonly Chapter[];
  /** The drawn diagrams of the chapters. @default none */
  readonly pictures?: Pictures;
  /** End with lines for names, days and signatures. @default false */
  readonly toSign?: boolean;
}

/**
 * Chapters as one page that needs no other file, no script and no network. Its policy forbids all three, so that text
 * which gets past the escaping still could not load or run anything.
 */
export function pageHtml({ title, facts, chapters, pictures = new Map(), toSign = false }: PageOptions): string {
  const style = STYLE + sheetFooter(title, facts);
  const hash = createHash('sha256').update(style).digest('base64');
  const all = toSign ? [...chapters, signatureChapter(title, facts)] : chapters;
  const contents = all.map(({ id, title: name }) => `<li><a href="#${id}">${escapeHtml(name)}</a></li>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body${all.length > LONG ? ' class="long"' : ''}>
<a class="skip" href="#main">Skip to the text</a>
<header>
<h1>${escapeHtml(title)}</h1>
<dl class="facts">${facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>
</header>
<nav aria-label="Contents"><h2>Contents</h2><ol>
${contents}
</ol></nav>
<main id="main" tabindex="-1">
${all.map((chapter) => chapterHtml(chapter, pictures)).join('\n')}
</main>
</body>
</html>
`;
}

/** With more chapters than this, each begins on a sheet of its own when the page is printed. */
const LONG = 12;
