import type { PlatformRule } from '../rule';

/** Documentation of the Security Rule is kept for six years: 45 CFR 164.316(b)(2)(i). */
const FEWEST_YEARS = 6;

export const auditTrailIsKeptSixYears: PlatformRule = ({ governance }) =>
  governance === undefined || governance.retentionYears >= FEWEST_YEARS
    ? []
    : [
        {
          path: ['governance', 'retentionYears'],
          message: 'is less than the six years for which HIPAA asks (45 CFR 164.316(b)(2)(i))',
          allowed: `${FEWEST_YEARS} or more`,
          fix: `write ${FEWEST_YEARS}, or remove the key`,
        },
      ];
