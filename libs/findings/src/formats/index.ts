import { renderJson } from './json';
import { renderMarkdown } from './markdown';
import type { Format } from './names';
import type { Render } from './report';
import { renderSarif } from './sarif';
import { renderTable } from './table';

/** Formats of a whole report, by the names in `names.ts`. ASFF is one finding at a time, for Security Hub: see `toAsff`. */
export const FORMATS = {
  table: renderTable,
  json: renderJson,
  markdown: renderMarkdown,
  sarif: renderSarif,
} as const satisfies Readonly<Record<Format, Render>>;

export type { Format } from './names';
