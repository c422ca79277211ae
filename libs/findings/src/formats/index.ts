import { openAnnotations } from './annotations';
import { openCodeQuality } from './code-quality';
import { openHtml } from './html';
import { openJson } from './json';
import { openJunit } from './junit';
import { openMarkdown } from './markdown';
import type { Format } from './names';
import { openOcsf } from './ocsf';
import { openPullRequestComment } from './pull-request-comment';
import type { OpenReport } from './report';
import { openSarif } from './sarif';
import { openTable } from './table';

/** Formats of a whole report, by the names in `names.ts`. ASFF is one finding at a time, for Security Hub: see `toAsff`. */
export const FORMATS = {
  table: openTable,
  json: openJson,
  markdown: openMarkdown,
  sarif: openSarif,
  ocsf: openOcsf,
  junit: openJunit,
  github: openAnnotations,
  gitlab: openCodeQuality,
  comment: openPullRequestComment,
  html: openHtml,
} as const satisfies Readonly<Record<Format, OpenReport>>;

export type { Format } from './names';
