import { counted } from '@careplane/problems';
import { SEVERITIES } from './finding';
import type { FindingClass, Severity } from './finding';

export const CLASSES = [
  'vulnerability',
  'misconfiguration',
  'secret',
  'license',
  'end-of-life',
  'template',
] as const satisfies readonly FindingClass[];

/** Severities that a scanner can have an opinion on: `unknown` is treated by `unknownSeverity`. */
export type KnownSeverity = Exclude<Severity, 'unknown'>;

/** What stops an artifact. Every choice is written down: a verdict carries the policy it was made by. */
export interface Policy {
  /** Severities that block, for each class; an empty list never blocks. */
  readonly block: Readonly<Record<FindingClass, readonly KnownSeverity[]>>;
  /**
   * Effect of a finding of unknown severity, in a class that blocks at all. In a class that never blocks it is
   * reported, and the verdict names it.
   */
  readonly unknownSeverity: 'block' | 'report';
  /** Days for which a vulnerability of a severity does not block yet; 0: it blocks at once. */
  readonly graceDays: Readonly<Record<KnownSeverity, number>>;
  /** When these days begin: at the vulnerability's publication, or when it was first seen in this stream (in the baseline). */
  readonly graceFrom: 'published' | 'first-seen';
  /** Only vulnerabilities with a known fix block. */
  readonly fixableOnly: boolean;
  /** Only what is not in the baseline blocks. Without a baseline everything is new. */
  readonly newOnly: boolean;
  /** Findings that the scanner was configured to leave out (ignore file, VEX): `count` them like any other finding, or `accept` it. */
  readonly scannerSuppressions: 'count' | 'accept';
  /** Why the policy is weaker than the default, in a sentence an auditor can read; required when it is. */
  readonly reason?: string | undefined;
}

/** From worst to best, without `unknown`. */
export const KNOWN_SEVERITIES = SEVERITIES.filter((severity): severity is KnownSeverity => severity !== 'unknown');

/** A critical vulnerability, any secret, and a system that gets no more updates stop an artifact; the rest is reported. */
export const DEFAULT_POLICY: Policy = {
  block: {
    vulnerability: ['critical'],
    misconfiguration: [],
    secret: KNOWN_SEVERITIES,
    license: [],
    'end-of-life': KNOWN_SEVERITIES,
    template: [],
  },
  unknownSeverity: 'block',
  graceDays: { critical: 0, high: 0, medium: 0, low: 0, informational: 0 },
  graceFrom: 'published',
  fixableOnly: false,
  newOnly: false,
  scannerSuppressions: 'count',
};

/** In which respects a policy lets more pass than the default, in words. Empty: in none. */
export function weakenings(policy: Policy): string[] {
  const words: string[] = [];
  for (const of of CLASSES) {
    const left = DEFAULT_POLICY.block[of].filter((severity) => !policy.block[of].includes(severity));
    if (left.length > 0) words.push(`${of} findings of severity ${left.join(', ')} do not block`);
  }
  if (policy.unknownSeverity === 'report') words.push('findings of unknown severity do not block');
  for (const severity of KNOWN_SEVERITIES) {
    const days = policy.graceDays[severity];
    // Grace for what the default does not block at all lets nothing more pass.
    const blocksByDefault = DEFAULT_POLICY.block.vulnerability.includes(severity);
    if (days > 0 && blocksByDefault && policy.block.vulnerability.includes(severity)) {
      words.push(
        `${severity} vulnerabilities do not block for ${counted(days, 'day')} after they are ${policy.graceFrom === 'published' ? 'published' : 'first seen'}`,
      );
    }
  }
  if (policy.fixableOnly) words.push('vulnerabilities without a fix do not block');
  if (policy.newOnly) words.push('findings in the baseline do not block');
  if (policy.scannerSuppressions === 'accept')
    words.push('findings that the scanner was configured to omit do not block');
  return words;
}
