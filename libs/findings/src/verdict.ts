import type { Examination } from './examination';
import type { Exception } from './exceptions/exception';
import type { Finding, FindingClass, Identified, Severity, ScannedArtifact } from './finding';
import type { Policy } from './policy';

/** What becomes of one finding, and why. */
export type Decision =
  | { readonly outcome: 'blocked'; readonly why: string }
  /** Reported, and the artifact goes on: the policy does not block it. */
  | { readonly outcome: 'reported'; readonly why: string }
  | { readonly outcome: 'excepted'; readonly why: string; readonly exception: Exception }
  | { readonly outcome: 'in-grace'; readonly why: string; readonly blocksFrom: string }
  /** A check that held. */
  | { readonly outcome: 'passed'; readonly why: string };

export type Outcome = Decision['outcome'];

export interface Decided extends Identified {
  readonly decision: Decision;
  /** When this stream had it first (ISO 8601): as the baseline says, now if it is not in it; absent if unknown. */
  readonly firstSeenAt?: string;
}

/** A decided finding without its long texts, which are in the report. */
export interface DecidedBrief extends Omit<Decided, 'finding'> {
  readonly finding: Omit<Finding, 'description' | 'references'>;
}

/** May the artifact go on? Plain data, enough to follow every step of the answer. */
export interface Verdict extends ScannedArtifact {
  readonly passed: boolean;
  /** ISO 8601. */
  readonly decidedAt: string;
  readonly policy: Policy;
  /** In which respects the policy is weaker than the default. */
  readonly weakerThanDefault: readonly string[];
  /** What the scanner looked at. */
  readonly examination: Examination;
  /** Why the answer is no whatever was found: a scan that did not see everything, or something that was not examined. */
  readonly refused: readonly string[];
  readonly blocked: readonly DecidedBrief[];
  readonly excepted: readonly DecidedBrief[];
  readonly inGrace: readonly DecidedBrief[];
  /** Of unknown severity, whether they block or not. */
  readonly unknownSeverity: readonly DecidedBrief[];
  /** Exceptions that no longer hold, and how many findings count again for it. */
  readonly expired: readonly ExpiredException[];
  /** Exceptions for this stream with those of their ids that speak of nothing that was found: fixed, or mistyped. */
  readonly unmatched: readonly Exception[];
  readonly counts: Counts;
}

export interface ExpiredException {
  readonly exception: Exception;
  readonly findings: number;
}

/** All findings, checks that held not included. */
export interface Counts {
  readonly total: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly byClass: Readonly<Record<FindingClass, number>>;
  readonly byOutcome: Readonly<Record<Outcome, number>>;
}
