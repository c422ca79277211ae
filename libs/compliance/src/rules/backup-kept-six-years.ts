import { only } from './examples';
import { ruleFor } from './rule';
import { at, listOf, shown, SIX_YEARS_DAYS } from './template-values';

/**
 * Backups of patient data that end before six years need a written reason. The Security Rule itself asks for six years of
 * documentation only; how long records of patients are kept is state law, which the rule cannot know.
 */
export const backupKeptSixYears = ruleFor({
  name: 'BackupKeptSixYears',
  control: '164.316(b)(2)(i)',
  sameAs: 'AWS Config: BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK',
  types: ['AWS::Backup::BackupPlan'],
  wrong: ({ properties }) => {
    const days = listOf(at(properties, 'BackupPlan', 'BackupPlanRule')).map((rule) =>
      at(rule, 'Lifecycle', 'DeleteAfterDays'),
    );
    return days.some((kept) => kept === undefined || Number(kept) >= SIX_YEARS_DAYS)
      ? undefined
      : `The longest backup of patient data is kept for ${shown(days.at(-1))} days. Allowed: ${SIX_YEARS_DAYS} or more, or a written reason (backup.retentionReason in platform.yaml).`;
  },
  examples: {
    fails: [
      [
        'a month',
        only('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{ Lifecycle: { DeleteAfterDays: 35 } }] } }),
      ],
      ['no rule at all', only('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [] } })],
    ],
    passes: [
      [
        'a month, and one backup each year for six years',
        only('AWS::Backup::BackupPlan', {
          BackupPlan: {
            BackupPlanRule: [{ Lifecycle: { DeleteAfterDays: 35 } }, { Lifecycle: { DeleteAfterDays: 2192 } }],
          },
        }),
      ],
      ['without an end', only('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{ RuleName: 'daily' }] } })],
    ],
  },
});
