import { only, resource } from './examples';
import { ruleFor } from './rule';
import { at, DATABASE_TYPES, isClusterMember, refersTo, resourcesOf } from './template-values';

/** AWS Backup restores the database on a schedule, which shows that a backup can be used. */
export const restoreIsTested = ruleFor({
  name: 'RestoreIsTested',
  control: '164.308(a)(7)(ii)(D)',
  sameAs: 'NIST SP 800-53 CP-9(1)',
  types: DATABASE_TYPES,
  where: (subject) => !isClusterMember(subject),
  wrong: ({ logicalId, template }) => {
    const plans = resourcesOf(template, 'AWS::Backup::RestoreTestingPlan').map(({ properties }) => properties);
    const tested = resourcesOf(template, 'AWS::Backup::RestoreTestingSelection').some(
      ({ properties }) =>
        refersTo(properties['ProtectedResourceArns'], logicalId) &&
        plans.some((plan) => plan['RestoreTestingPlanName'] === at(properties, 'RestoreTestingPlanName')),
    );
    return tested
      ? undefined
      : 'No restore testing plan restores this database, so nothing shows that its backups can be used.';
  },
  examples: {
    fails: [
      ['a cluster without a test', only('AWS::RDS::DBCluster', {})],
      ['a database without a test', only('AWS::RDS::DBInstance', {})],
      [
        'a selection whose plan is missing',
        only(
          'AWS::RDS::DBInstance',
          {},
          {
            Selection: resource('AWS::Backup::RestoreTestingSelection', {
              RestoreTestingPlanName: 'weekly',
              ProtectedResourceArns: [{ Ref: 'JudgedResource' }],
            }),
          },
        ),
      ],
    ],
    passes: [
      ['an instance of a cluster', only('AWS::RDS::DBInstance', { DBClusterIdentifier: { Ref: 'Cluster' } })],
      [
        'a database that is restored each week',
        only(
          'AWS::RDS::DBInstance',
          {},
          {
            Plan: resource('AWS::Backup::RestoreTestingPlan', { RestoreTestingPlanName: 'weekly' }),
            Selection: resource('AWS::Backup::RestoreTestingSelection', {
              RestoreTestingPlanName: 'weekly',
              ProtectedResourceArns: [{ Ref: 'JudgedResource' }],
            }),
          },
        ),
      ],
    ],
  },
});
