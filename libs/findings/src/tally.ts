import { SEVERITIES } from './finding';
import type { FindingClass, Severity } from './finding';
import { CLASSES } from './policy';
import type { Counts, Decided, Outcome } from './verdict';

const OUTCOMES: readonly Outcome[] = ['blocked', 'reported', 'excepted', 'in-grace', 'passed'];

/** Counts as findings go by. */
export class Tally {
  private total = 0;
  private readonly bySeverity = zeros(SEVERITIES);
  private readonly byClass = zeros(CLASSES);
  private readonly byOutcome = zeros(OUTCOMES);

  add({ finding, decision }: Decided): void {
    this.byOutcome[decision.outcome] += 1;
    if (decision.outcome === 'passed') return;
    this.total += 1;
    this.bySeverity[finding.severity] += 1;
    this.byClass[finding.class] += 1;
  }

  counts(): Counts {
    const { total, bySeverity, byClass, byOutcome } = this;
    return { total, bySeverity: { ...bySeverity }, byClass: { ...byClass }, byOutcome: { ...byOutcome } };
  }
}

function zeros<K extends Severity | FindingClass | Outcome>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}
