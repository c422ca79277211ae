import type { JudgeFinding, JudgeVerdict } from '../judges/verdict';
import { daysBetween, REVIEW_DAYS } from './age';
import type { EvidenceInput } from './input';

/** A finding that is accepted, with the reason and how old it is. */
export interface AcceptedFinding {
  readonly judge: string;
  readonly rule: string;
  readonly reason: string;
  readonly at: string;
  readonly where: readonly string[];
  /** Day of the last review; undefined if no one knows. */
  readonly reviewed?: string;
  /** Days since then. */
  readonly ageDays?: number;
}

/** The accepted findings of all judges, in their order. */
export function acceptedFindings(
  verdicts: readonly JudgeVerdict[],
  { at: now, reviewed }: Pick<EvidenceInput, 'at' | 'reviewed'>,
): AcceptedFinding[] {
  return verdicts.flatMap((verdict) =>
    (verdict.ran ? verdict.acknowledged : []).map((accepted) => {
      const day = reviewed(accepted.reason);
      return {
        judge: verdict.judge,
        ...accepted,
        ...(day === undefined ? {} : { reviewed: day, ageDays: Math.max(0, daysBetween(day, now)) }),
      };
    }),
  );
}

/** Reasons that no one has read for a year, or whose age no one knows: one finding for each reason. 45 CFR 164.316(b)(2)(iii) */
export function overdueReviews(accepted: readonly AcceptedFinding[]): JudgeFinding[] {
  const byReason = new Map(accepted.map((finding) => [finding.reason, finding]));
  return [...byReason.values()].flatMap(({ reason, at, ageDays }): JudgeFinding[] => {
    if (ageDays !== undefined && ageDays <= REVIEW_DAYS) return [];
    const age = ageDays === undefined ? 'an unknown number of' : String(ageDays);
    return [
      {
        rule: 'AcknowledgementIsReviewed',
        severity: 'error',
        message: `This reason was last reviewed ${age} days ago: “${reason}” Read it again within ${REVIEW_DAYS} days.`,
        where: at,
      },
    ];
  });
}
