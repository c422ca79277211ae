import { only, resource } from './examples';
import { ruleFor } from './rule';
import { at, listOf, resourcesOf } from './template-values';

/** A backup, a copy or a restore test that fails is reported, and not found when it is needed. */
export const backupFailureReported = ruleFor({
  name: 'BackupFailureReported',
  control: '164.308(a)(7)(i)',
  sameAs: 'AWS Backup guide: monitoring events with EventBridge',
  types: ['AWS::Backup::BackupPlan'],
  wrong: ({ template }) =>
    resourcesOf(template, 'AWS::Events::Rule').some(
      ({ properties }) =>
        listOf(at(properties, 'EventPattern', 'source')).includes('aws.backup') &&
        JSON.stringify(properties['EventPattern']).includes('"FAILED"') &&
        properties['State'] !== 'DISABLED' &&
        listOf(properties['Targets']).length > 0,
    )
      ? undefined
      : 'No event rule reports backup jobs that fail.',
  examples: {
    fails: [
      ['a plan alone', only('AWS::Backup::BackupPlan', {})],
      [
        'a rule without a target',
        only(
          'AWS::Backup::BackupPlan',
          {},
          {
            Rule: resource('AWS::Events::Rule', {
              EventPattern: { source: ['aws.backup'], detail: { state: ['FAILED'] } },
            }),
          },
        ),
      ],
    ],
    passes: [
      [
        'a rule with a topic',
        only(
          'AWS::Backup::BackupPlan',
          {},
          {
            Rule: resource('AWS::Events::Rule', {
              EventPattern: { source: ['aws.backup'], detail: { state: ['FAILED'] } },
              Targets: [{ Arn: { Ref: 'Topic' } }],
            }),
          },
        ),
      ],
    ],
  },
});
