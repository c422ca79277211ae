import { renderJson } from './json';
import { renderMarkdown } from './markdown';
import type { Render } from './report';
import { renderSarif } from './sarif';
import { renderTable } from './table';

/** Formats of a whole report, by name. ASFF is one finding at a time, for Security Hub: see `toAsff`. */
export const FORMATS = {
  table: renderTable,
  json: renderJson,
  markdown: renderMarkdown,
  sarif: renderSarif,
} as const satisfies Readonly<Record<string, Render>>;

export type Format = keyof typeof FORMATS;
