import { REVIEW_DAYS } from '@careplane/compliance';
import { addDays } from '../calendar/days';
import type { HandoverInput } from '../input';

/** Accepted findings that have the same reason. */
export interface AcknowledgedReason {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly places: readonly string[];
  /** Day of the last review, YYYY-MM-DD; undefined if no one knows. */
  readonly reviewed?: string;
  /** Day by which the reason has to be read again. */
  readonly dueDay?: string;
}

/** The accepted findings of all judges by their reasons, in the order of the judges. */
export function acknowledgements({ matrix }: HandoverInput): AcknowledgedReason[] {
  const byReason = new Map<string, (typeof matrix.accepted)[number][]>();
  for (const finding of matrix.accepted)
    byReason.set(finding.reason, [...(byReason.get(finding.reason) ?? []), finding]);
  return [...byReason].map(([reason, findings]) => {
    const reviewed = findings[0]?.reviewed;
    return {
      reason,
      rules: [...new Set(findings.map(({ rule }) => rule))],
      places: [...new Set(findings.map(({ at }) => at))],
      ...(reviewed === undefined ? {} : { reviewed, dueDay: addDays(reviewed, REVIEW_DAYS) }),
    };
  });
}
