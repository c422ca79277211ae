import { jsonFault, renderGiven, renderPath } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import { z } from 'zod';
import type { Baseline } from './baseline';
import type { Stream } from './finding';

export type BaselineResult =
  { readonly ok: true; readonly baseline: Baseline } | { readonly ok: false; readonly problems: Problem[] };

const streamSchema = z.object({
  account: z.string(),
  region: z.string(),
  repository: z.string(),
  environment: z.string(),
});

const reportSchema = z.object({
  version: z.literal(1),
  verdict: z.object({
    decidedAt: z.iso.datetime(),
    stream: streamSchema,
    scan: z.object({ complete: z.literal(true) }),
  }),
  findings: z.array(z.object({ id: z.string().regex(/^[0-9a-f]{64}$/), firstSeenAt: z.iso.datetime().optional() })),
});

/**
 * Read a report of an earlier scan (format `json`) as a baseline. A report of another stream is refused: it would know
 * nothing, and look as if it knew everything. So is one of an incomplete scan.
 */
export function parseBaseline(file: string, text: string, stream: Stream): BaselineResult {
  const refuse = (path: string, message: string, given: string, allowed: string, line = 1): BaselineResult => {
    const fix = 'give a report written with "--format json" for this repository and environment';
    return { ok: false, problems: [{ file, line, path, message, given, allowed, fix }] };
  };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    const { line, column, words } = jsonFault(text) ?? { line: 1, column: 1, words: 'it cannot be read' };
    const message = `is not valid JSON in line ${line}, column ${column}: ${words}`;
    return refuse('', message, `(${text.length} characters)`, 'a report in JSON', line);
  }
  const parsed = reportSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(renderPath(issue?.path ?? []), `is invalid: ${issue?.message}`, '(JSON)', 'a report, version 1');
  }
  const { verdict, findings } = parsed.data;
  const keys = ['account', 'region', 'repository', 'environment'] as const;
  const other = keys.find((key) => verdict.stream[key] !== stream[key]);
  if (other !== undefined) {
    const given = renderGiven(verdict.stream[other]);
    return refuse(`verdict.stream.${other}`, 'belongs to another stream', given, renderGiven(stream[other]));
  }
  const known = findings.map(({ id, firstSeenAt }) => [id, firstSeenAt === undefined ? {} : { firstSeenAt }] as const);
  return { ok: true, baseline: { findings: new Map(known) } };
}
