import type { Baseline } from './baseline';
import type { Identified } from './finding';
import type { Policy } from './policy';

const DAY_MS = 86_400_000;

/**
 * When a vulnerability's grace ends, while it lasts; undefined when it has none. A date that is missing, unreadable or
 * more than a day ahead gives none: a wrong date must not hold the gate open.
 *
 * @returns ISO 8601
 */
export function graceOf(
  { id, finding }: Identified,
  policy: Policy,
  baseline: Baseline | undefined,
  now: Date,
): string | undefined {
  if (finding.class !== 'vulnerability' || finding.severity === 'unknown') return undefined;
  const days = policy.graceDays[finding.severity];
  if (!(days > 0)) return undefined;
  const begins = policy.graceFrom === 'published' ? finding.publishedAt : firstSeen(id, baseline, now);
  const beginsMs = Date.parse(begins ?? '');
  if (Number.isNaN(beginsMs) || beginsMs > now.getTime() + DAY_MS) return undefined;
  const ends = beginsMs + days * DAY_MS;
  return ends > now.getTime() ? new Date(ends).toISOString() : undefined;
}

/**
 * Without a baseline this is unknown, and "now" would hold the gate open for ever. Not in the baseline: seen for the first
 * time now. In it without a date: who knows for how long.
 */
function firstSeen(id: string, baseline: Baseline | undefined, now: Date): string | undefined {
  if (baseline === undefined) return undefined;
  const known = baseline.findings.get(id);
  return known === undefined ? now.toISOString() : known.firstSeenAt;
}
