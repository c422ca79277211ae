import type { PlatformModel } from '@careplane/config';

/** A lock that no one can remove, not even the root user of the account. */
export interface ComplianceLock {
  /** Key of platform.yaml. */
  readonly path: string;
  readonly what: string;
  /** For how many days whatever is written is kept. */
  readonly days: number;
}

/** Longer is hardly meant: storage is paid for until the end, and a mistake cannot be undone. */
const LONGEST_USUAL_YEARS = 10;
const DAYS_A_YEAR = 365.25;

/** The compliance locks of a platform. */
export function complianceLocksOf({ backup, buckets, evidence, governance }: PlatformModel): ComplianceLock[] {
  return [
    ...(backup.vaultLock === 'compliance'
      ? [{ path: 'backup.vaultLock', what: 'each backup', days: backup.retentionDays }]
      : []),
    ...buckets.flatMap(({ name, lock }) =>
      lock?.mode === 'compliance'
        ? [{ path: `buckets.${name}.lock`, what: `each object in the bucket ${name}`, days: lock.days }]
        : [],
    ),
    ...(evidence.lock === 'compliance'
      ? [{ path: 'evidence.lock', what: 'each report, SBOM and approval', days: evidence.retentionDays }]
      : []),
    ...(governance?.baseline === 'own' && governance.auditTrail.lock === 'compliance'
      ? [
          {
            path: 'governance.auditTrail.lock',
            what: 'each record of the audit trail',
            days: Math.ceil(governance.retentionYears * DAYS_A_YEAR),
          },
        ]
      : []),
  ];
}

/** What a lock keeps and for how long: a sentence, with a warning where the time is unusually long. */
export function lockSentence({ path, what, days }: ComplianceLock): string {
  const years = days / DAYS_A_YEAR;
  const time = years < 1 ? `${days} days` : `${days} days (${years.toFixed(1)} years)`;
  const warning =
    years > LONGEST_USUAL_YEARS
      ? ' WARNING: this is unusually long. Storage is paid for all that time, and no one can shorten it.'
      : '';
  return `${path}: ${what} is kept for ${time}.${warning}`;
}
