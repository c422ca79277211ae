import type { Baseline } from './baseline';
import type { Exception } from './exceptions/exception';
import { covers, coversStream, isExpired } from './exceptions/match';
import type { Finding, Identified, Subject } from './finding';
import { graceOf } from './grace';
import type { Policy } from './policy';
import { weakenings } from './policy';
import { Tally } from './tally';
import type { Decided, Decision, Verdict } from './verdict';

/** By what an artifact is judged. */
export interface Rules {
  readonly policy: Policy;
  readonly exceptions?: readonly Exception[];
  readonly baseline?: Baseline;
}

/** Judges findings one at a time, so that a report of any size can pass through. */
export interface Gate {
  /** What becomes of this finding. Call it once for each. */
  add(found: Identified): Decided;
  /** The verdict on all that was added. */
  verdict(): Verdict;
}

/**
 * A gate for one artifact. Fails closed: an incomplete scan never passes, a finding without a date has no grace, and
 * without a baseline everything is new.
 *
 * @param now by which exceptions expire and grace ends
 */
export function openGate(subject: Subject, rules: Rules, now: Date): Gate {
  const { policy, baseline, exceptions = [] } = rules;
  const lists = { blocked: [], excepted: [], inGrace: [], unknownSeverity: [] } as Record<
    'blocked' | 'excepted' | 'inGrace' | 'unknownSeverity',
    Decided[]
  >;
  const matched = new Map<Exception, number>();
  const tally = new Tally();

  function decide(found: Identified): Decision {
    const { finding } = found;
    if (finding.passed) return { outcome: 'passed', why: 'the check held' };
    const covering = exceptions.filter((exception) => covers(exception, found, subject.stream));
    for (const exception of covering) matched.set(exception, (matched.get(exception) ?? 0) + 1);
    const exception = covering.find((one) => !isExpired(one, now));
    if (exception) return { outcome: 'excepted', why: `${exception.reason} (${exception.owner})`, exception };
    return byPolicy(found, policy, baseline, now);
  }

  return {
    add(found) {
      const decided = { ...found, decision: decide(found) };
      const { outcome } = decided.decision;
      tally.add(decided);
      if (outcome === 'blocked') lists.blocked.push(decided);
      if (outcome === 'excepted') lists.excepted.push(decided);
      if (outcome === 'in-grace') lists.inGrace.push(decided);
      if (found.finding.severity === 'unknown' && outcome !== 'passed') lists.unknownSeverity.push(decided);
      return decided;
    },
    verdict() {
      const refused = subject.scan.complete
        ? []
        : ['the scan did not see everything: what it did not see is not a pass'];
      const expired = exceptions.filter((one) => isExpired(one, now) && coversStream(one, subject.stream));
      return {
        passed: lists.blocked.length === 0 && refused.length === 0,
        decidedAt: now.toISOString(),
        stream: subject.stream,
        scan: subject.scan,
        policy,
        weakerThanDefault: weakenings(policy),
        refused,
        ...lists,
        expired: expired.map((exception) => ({ exception, findings: matched.get(exception) ?? 0 })),
        unmatched: exceptions.filter(
          (one) => !matched.has(one) && !isExpired(one, now) && coversStream(one, subject.stream),
        ),
        counts: tally.counts(),
      };
    },
  };
}

/** The verdict on a whole list. */
export function decide(found: Iterable<Identified>, subject: Subject, rules: Rules, now: Date): Verdict {
  const gate = openGate(subject, rules, now);
  for (const one of found) gate.add(one);
  return gate.verdict();
}

function byPolicy(found: Identified, policy: Policy, baseline: Baseline | undefined, now: Date): Decision {
  const { finding } = found;
  const reported = (why: string): Decision => ({ outcome: 'reported', why });
  if (!blocks(finding, policy)) return reported('the policy does not block it');
  if (finding.suppressed && policy.scannerSuppressions === 'accept') {
    return reported(`the scanner was told to leave it out: ${finding.suppressed.source}`);
  }
  if (policy.fixableOnly && finding.class === 'vulnerability' && !finding.package?.fixedVersion) {
    return reported('there is no fix yet');
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
  if (severity === 'unknown') return `${of} of unknown severity, which counts as the worst`;
  return of === 'end-of-life' ? 'the system gets no more updates' : `${severity} ${of}`;
}
