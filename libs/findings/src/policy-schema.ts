import { z } from 'zod';
import type { FindingClass } from './finding';
import { CLASSES, DEFAULT_POLICY, KNOWN_SEVERITIES } from './policy';
import type { KnownSeverity } from './policy';

const EXPECTED = `all, none, or a list of ${KNOWN_SEVERITIES.join(', ')}`;

const severities = z
  .union([z.literal(['all', 'none']), z.array(z.enum(KNOWN_SEVERITIES as [KnownSeverity]))], {
    error: `must be ${EXPECTED}`,
  })
  .transform((given): readonly KnownSeverity[] => {
    if (given === 'none') return [];
    return given === 'all' ? KNOWN_SEVERITIES : KNOWN_SEVERITIES.filter((one) => given.includes(one));
  });

const days = z
  .int({ error: 'must be a whole number of days from 0 to 365' })
  .min(0, { error: 'must be a whole number of days from 0 to 365' })
  .max(365, { error: 'must be a whole number of days from 0 to 365' });

const flag = (fallback: boolean, what: string) =>
  z.boolean({ error: 'must be true or false' }).default(fallback).describe(what);

const severitiesOf = (of: FindingClass) =>
  severities.prefault([...DEFAULT_POLICY.block[of]]).describe(`Severities of ${of} findings that block: ${EXPECTED}.`);

const daysOf = (of: KnownSeverity) =>
  days.default(DEFAULT_POLICY.graceDays[of]).describe(`Days for which ${of} vulnerabilities do not block.`);

function eachClass(): Record<FindingClass, ReturnType<typeof severitiesOf>> {
  const entries = CLASSES.map((of) => [of, severitiesOf(of)] as const);
  return Object.fromEntries(entries) as Record<FindingClass, ReturnType<typeof severitiesOf>>;
}

function eachSeverity(): Record<KnownSeverity, ReturnType<typeof daysOf>> {
  const entries = KNOWN_SEVERITIES.map((of) => [of, daysOf(of)] as const);
  return Object.fromEntries(entries) as Record<KnownSeverity, ReturnType<typeof daysOf>>;
}

/** A policy as people write it: what is left out is as in the default. */
export const policySchema = z.strictObject(
  {
    block: z
      .strictObject(eachClass(), { error: `must be a map with the keys ${CLASSES.join(', ')}` })
      .prefault({})
      .describe(`Severities that block, for each class: ${EXPECTED}.`),
    unknownSeverity: z
      .literal(['block', 'report'])
      .default(DEFAULT_POLICY.unknownSeverity)
      .describe('Effect of a finding of unknown severity, in a class that blocks at all.'),
    graceDays: z
      .strictObject(eachSeverity(), { error: `must be a map with the keys ${KNOWN_SEVERITIES.join(', ')}` })
      .prefault({})
      .describe('Days for which a vulnerability does not block, for each severity, 0 to 365.'),
    graceFrom: z
      .literal(['published', 'first-seen'])
      .default(DEFAULT_POLICY.graceFrom)
      .describe('When the grace days begin; first-seen needs a baseline.'),
    fixableOnly: flag(DEFAULT_POLICY.fixableOnly, 'Only vulnerabilities with a known fix block.'),
    newOnly: flag(
      DEFAULT_POLICY.newOnly,
      'Only findings that are not in the baseline block; without a baseline, every finding is new.',
    ),
    scannerSuppressions: z
      .literal(['count', 'accept'])
      .default(DEFAULT_POLICY.scannerSuppressions)
      .describe('Effect of findings that the scanner was configured to omit, by an ignore file or a VEX statement.'),
    reason: z
      .string({ error: 'must be a sentence that an auditor understands, 20 characters or more' })
      .trim()
      .min(20, { error: 'must be a sentence that an auditor understands, 20 characters or more' })
      .optional()
      .describe('Why the policy is weaker than the default; required if it is.'),
  },
  { error: 'must be a map; an empty file is not a policy, omit the option to use the default' },
);
