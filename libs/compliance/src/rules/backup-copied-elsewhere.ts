import { only, PRODUCTION } from './examples';
import { ruleFor } from './rule';
import { at, inProduction, listOf } from './template-values';

/**
 * A disaster of the region must not take the backups of production with it. A platform that names no second region is not refused, because
 * its data may have to stay in one region; the evidence then has no proof for this safeguard.
 */
export const backupCopiedElsewhere = ruleFor({
  name: 'BackupCopiedElsewhere',
  control: '164.308(a)(7)(ii)(B)',
  sameAs: 'NIST SP 800-53 CP-6(1)',
  types: ['AWS::Backup::BackupPlan'],
  where: (plan) => plan.facts.backupsAreCopied && inProduction(plan),
  wrong: ({ properties }) =>
    listOf(at(properties, 'BackupPlan', 'BackupPlanRule')).some((rule) => listOf(at(rule, 'CopyActions')).length > 0)
      ? undefined
      : 'No backup of production is copied into another region: set backup.copyRegion in platform.yaml.',
  examples: {
    fails: [
      [
        'a plan without a copy',
        only('AWS::Backup::BackupPlan', { ...PRODUCTION, BackupPlan: { BackupPlanRule: [{ RuleName: 'daily' }] } }),
      ],
    ],
    passes: [
      [
        'a plan with a copy',
        only('AWS::Backup::BackupPlan', {
          ...PRODUCTION,
          BackupPlan: { BackupPlanRule: [{ CopyActions: [{ DestinationBackupVaultArn: 'arn' }] }] },
        }),
      ],
      ['another environment', only('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{}] } })],
    ],
  },
});
