import type { Baseline } from './baseline';
import type { Exception } from './exceptions/exception';
import type { Examination } from './examination';
import { coversStream, exceptionFinder, isExpired } from './exceptions/match';
import type { ExceptionMatch } from './exceptions/match';
import { ExceptionUsage } from './exceptions/usage';
import type { Finding, Identified, Scan, ScannedArtifact, Stream } from './finding';
import { graceOf } from './grace';
import type { Policy } from './policy';
import { weakenings } from './policy';
import { Tally } from './tally';
import type { Decided, DecidedBrief, Decision, Verdict } from './verdict';

const INCOMPLETE = 'the scan is incomplete, and unscanned parts do not pass';

/** By what an artifact is judged. */
export interface GateRules {
  readonly policy: Policy;
  readonly exceptions?: readonly Exception[];
  readonly baseline?: Baseline;
}

/** Judges findings one at a time, so that a report of any size can pass through. */
export interface Gate {
  /** What becomes of this finding. Call it once for each. */
  add(found: Identified): Decided;
  /**
   * The verdict on all that was added.
   *
   * @param scan whether it was complete is known when all of it was read
   * @param examination what was looked at; what was not blocks
   */
  verdict(scan: Scan, examination: Examination): Verdict;
}

/** What the rules make of a finding, and which exceptions speak of it. */
interface DecidedWithMatches {
  readonly decided: Decided;
  readonly matches: readonly ExceptionMatch[];
}

/** Judges findings one at a time, and keeps nothing of them. */
function judgeOf(stream: Stream, rules: GateRules, now: Date): (found: Identified) => DecidedWithMatches {
  const { policy, baseline, exceptions = [] } = rules;
  const exceptionsFor = exceptionFinder(exceptions, stream);
  const decisionOn = (found: Identified, matches: readonly ExceptionMatch[]): Decision => {
    if (found.finding.passed) return { outcome: 'passed', why: 'the check passed' };
    const valid = matches.map(({ exception }) => exception).find((one) => !isExpired(one, now));
    if (valid) return { outcome: 'excepted', why: `${valid.reason} (${valid.owner})`, exception: valid };
    return byPolicy(found, policy, baseline, now);
  };
  return (found) => {
    const matches = found.finding.passed ? [] : exceptionsFor(found);
    const known = baseline?.findings.get(found.id);
    const firstSeenAt = known === undefined ? now.toISOString() : known.firstSeenAt;
    const decision = decisionOn(found, matches);
    return { decided: { ...found, decision, ...(firstSeenAt && { firstSeenAt }) }, matches };
  };
}

/** Decides on findings again, as the gate did: for a report that is written after its verdict. */
export function decider(stream: Stream, rules: GateRules, now: Date): (found: Identified) => Decided {
  const judge = judgeOf(stream, rules, now);
  return (found) => judge(found).decided;
}

/**
 * A gate for one artifact. Fails closed: an incomplete scan never passes, nor one that examined nothing; a finding without a date has no grace, and
 * without a baseline everything is new.
 *
 * @param now by which exceptions expire and grace ends
 */
export function openGate(stream: Stream, rules: GateRules, now: Date): Gate {
  const { policy, exceptions = [] } = rules;
  const blocked: DecidedBrief[] = [];
  const excepted: DecidedBrief[] = [];
  const inGrace: DecidedBrief[] = [];
  const unknownSeverity: DecidedBrief[] = [];
  const usage = new ExceptionUsage();
  const judge = judgeOf(stream, rules, now);
  const tally = new Tally();

  return {
    add(found) {
      const { decided, matches } = judge(found);
      const { decision } = decided;
      usage.add(matches, decision.outcome !== 'excepted');
      tally.add(decided);
      if (decision.outcome === 'blocked') blocked.push(brief(decided));
      if (decision.outcome === 'excepted') excepted.push(brief(decided));
      if (decision.outcome === 'in-grace') inGrace.push(brief(decided));
      if (found.finding.severity === 'unknown' && decision.outcome !== 'passed') unknownSeverity.push(brief(decided));
      return decided;
    },
    verdict(scan, examination) {
      const refused = [...(scan.complete ? [] : [INCOMPLETE]), ...examination.gaps];
      const here = exceptions.filter((one) => coversStream(one, stream));
      return {
        passed: blocked.length === 0 && refused.length === 0,
        decidedAt: now.toISOString(),
        stream,
        scan,
        examination,
        policy,
        weakerThanDefault: weakenings(policy),
        refused,
        blocked: [...blocked],
        excepted: [...excepted],
        inGrace: [...inGrace],
        unknownSeverity: [...unknownSeverity],
        expired: usage.expired(here, now),
        unmatched: usage.unmatched(here, now),
        counts: tally.counts(),
      };
    },
  };
}

/**
 * A finding as a verdict keeps it. Two thirds of a finding are its description and its links; they are in the report, and a
 * verdict on 20,000 findings stays small without them.
 */
function brief({ finding, ...decided }: Decided): DecidedBrief {
  const { description: _description, references: _references, ...kept } = finding;
  return { ...decided, finding: kept };
}

/** The verdict on a whole list. */
export function decide(
  found: Iterable<Identified>,
  subject: ScannedArtifact,
  rules: GateRules,
  now: Date,
  examination: Examination,
): Verdict {
  const gate = openGate(subject.stream, rules, now);
  for (const one of found) gate.add(one);
  return gate.verdict(subject.scan, examination);
}

function byPolicy(found: Identified, policy: Policy, baseline: Baseline | undefined, now: Date): Decision {
  const { finding } = found;
  const reported = (why: string): Decision => ({ outcome: 'reported', why });
  if (!blocks(finding, policy)) return reported('the policy does not block it');
  if (finding.suppressed && policy.scannerSuppressions === 'accept') {
    return reported(`the scanner was configured to omit it: ${finding.suppressed.source}`);
  }
  if (policy.fixableOnly && finding.class === 'vulnerability' && !finding.package?.fixedVersion) {
    return reported('no fix is available yet');
  }
  if (policy.newOnly && baseline?.findings.has(found.id)) return reported('it is in the baseline');
  const grace = graceOf(found, policy, baseline, now);
  if (grace !== undefined) return { outcome: 'in-grace', why: `blocks from ${grace.slice(0, 10)}`, blocksFrom: grace };
  return { outcome: 'blocked', why: reasonOf(finding) };
}

function blocks(finding: Finding, policy: Policy): boolean {
  const severities = policy.block[finding.class];
  if (finding.severity === 'unknown') return severities.length > 0 && policy.unknownSeverity === 'block';
  return severities.includes(finding.severity);
}

function reasonOf({ class: of, severity }: Finding): string {
  if (severity === 'unknown') return `${of} of unknown severity, which counts as critical`;
  return of === 'end-of-life' ? 'the system gets no more updates' : `${severity} ${of}`;
}
