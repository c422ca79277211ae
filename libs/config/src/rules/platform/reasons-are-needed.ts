import { BASELINE_PARTS } from '../../schema/governance';
import { BACKUP_RETENTION_REASON } from '../../schema/backup';
import type { ParsedPlatform } from '../../model';
import type { PlatformRule, RuleProblem } from '../rule';

/** Six years in days, leap days included. */
const SIX_YEARS_DAYS = 2192;

/** A reason for an exception that nothing needs would look like a decision to an auditor, and is none. */
export const reasonsAreNeeded: PlatformRule = (platform) => [
  ...longBackups(platform),
  ...settingsOfNoOne(platform),
  ...partsOfAnother(platform),
];

function longBackups({ backup }: ParsedPlatform): RuleProblem[] {
  if (backup.retentionDays < SIX_YEARS_DAYS || backup.retentionReason === BACKUP_RETENTION_REASON) return [];
  return [
    {
      path: ['backup', 'retentionReason'],
      restsOn: [
        ['backup', 'retentionReason'],
        ['backup', 'retentionDays'],
      ],
      message: 'is a reason for backups that end before six years, and these are kept for six years or more',
      allowed: `a reason together with fewer than ${SIX_YEARS_DAYS} retentionDays`,
      fix: 'remove retentionReason',
    },
  ];
}

function settingsOfNoOne({ governance }: ParsedPlatform): RuleProblem[] {
  if (governance === undefined || governance.accountSettings.enabled) return [];
  return Object.keys(governance.accountSettings.leftOut).map((setting) => ({
    path: ['governance', 'accountSettings', 'leftOut', setting],
    restsOn: [
      ['governance', 'accountSettings', 'leftOut', setting],
      ['governance', 'accountSettings', 'enabled'],
    ],
    message: 'leaves out a setting, and accountSettings as a whole is off',
    allowed: 'leftOut together with accountSettings that are on',
    fix: 'remove it, or remove enabled: false',
  }));
}

function partsOfAnother({ governance }: ParsedPlatform): RuleProblem[] {
  if (governance === undefined || governance.baseline === 'own') return [];
  return BASELINE_PARTS.filter((part) => !governance[part].enabled).map((part) => ({
    path: ['governance', part],
    restsOn: [
      ['governance', part],
      ['governance', 'baseline'],
    ],
    message: `switches off a part of the baseline, and the baseline is the one of ${governance.baseline}`,
    allowed: 'parts that are off in platform.yaml of the platform that owns the baseline',
    fix: `remove it, or switch it off in platform.yaml of ${governance.baseline}`,
  }));
}
