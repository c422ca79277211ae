import { compareText } from '@careplane/problems';
import { SEVERITIES } from '../finding';
import type { Finding, Severity } from '../finding';
import type { Decided, Outcome } from '../verdict';
import { placeOf } from './words';

/** What decides the place of a finding among others, without its long texts. */
interface Rank {
  readonly outcome: Outcome;
  readonly severity: Severity;
  readonly rule: string;
  readonly place: string;
  readonly id: string;
}

interface Entry<T> extends Rank {
  readonly value: T;
}

/**
 * Keeps the worst findings, or what is left of them, in order: what blocks comes first. Then from worst to best, `unknown` with
 * the worst, because it may be one. Then by rule and place, whatever the locale.
 */
export class WorstFirst<T> {
  private kept: Entry<T>[] = [];
  /** Findings that were added. */
  total = 0;

  /**
   * @param limit how many are kept
   * @param onDrop called with each one that is not kept
   */
  constructor(
    private readonly limit = Infinity,
    private readonly onDrop: (value: T) => void = () => undefined,
  ) {}

  add({ id, finding, decision }: Decided, value: T): void {
    this.total += 1;
    const { severity, rule } = finding;
    this.kept.push({ outcome: decision.outcome, severity, rule, place: placeOf(finding), id, value });
    // Sorted once for every `limit` findings, so that the time for each stays the same.
    if (this.kept.length >= 2 * this.limit) this.cut();
  }

  /** What was kept, the worst first. */
  values(): T[] {
    this.cut();
    return this.kept.map(({ value }) => value);
  }

  private cut(): void {
    this.kept.sort(compare);
    for (const { value } of this.kept.slice(this.limit)) this.onDrop(value);
    this.kept.length = Math.min(this.kept.length, this.limit);
  }
}

/** Position from the worst; `unknown` may be the worst. */
export function severityRank(severity: Finding['severity']): number {
  return severity === 'unknown' ? -1 : SEVERITIES.indexOf(severity);
}

function compare(a: Rank, b: Rank): number {
  return (
    Number(b.outcome === 'blocked') - Number(a.outcome === 'blocked') ||
    severityRank(a.severity) - severityRank(b.severity) ||
    compareText(a.rule, b.rule) ||
    compareText(a.place, b.place) ||
    compareText(a.id, b.id)
  );
}
