import { only, resource } from './examples';
import { ruleFor } from './rule';
import { HOLDS } from './patient-bucket-is-complete';
import { DATABASE_TYPES, isClusterMember, isNamedBy, refersTo, resourcesOf, tagOf } from './template-values';

/** Every database, every file system and every bucket with patient data is selected by a backup plan, by its name: a tag could be forgotten. */
export const storeIsBackedUp = ruleFor({
  name: 'StoreIsBackedUp',
  control: '164.308(a)(7)(ii)(A)',
  sameAs: 'AWS Config: RDS_RESOURCES_PROTECTED_BY_BACKUP_PLAN',
  types: [...DATABASE_TYPES, 'AWS::EFS::FileSystem', 'AWS::S3::Bucket'],
  where: (subject) =>
    subject.type === 'AWS::S3::Bucket' ? tagOf(subject.resource, HOLDS.key) === HOLDS.value : !isClusterMember(subject),
  wrong: (subject) =>
    resourcesOf(subject.template, 'AWS::Backup::BackupSelection').some(
      ({ properties }) =>
        refersTo(properties['BackupSelection'], subject.logicalId) &&
        resourcesOf(subject.template, 'AWS::Backup::BackupPlan').some(({ logicalId }) =>
          refersTo(properties['BackupPlanId'], logicalId),
        ),
    ) && isNamedBy(subject, 'AWS::Backup::BackupSelection')
      ? undefined
      : 'The store is in no backup selection of a backup plan in its stack, so no exact copy of it can be retrieved.',
  examples: {
    fails: [
      ['a file system alone', only('AWS::EFS::FileSystem', {})],
      ['a cluster alone', only('AWS::RDS::DBCluster', {})],
      ['a database alone', only('AWS::RDS::DBInstance', {})],
      ['a bucket with patient data alone', only('AWS::S3::Bucket', { Tags: [{ Key: HOLDS.key, Value: HOLDS.value }] })],
      [
        'a selection without a plan',
        only(
          'AWS::RDS::DBInstance',
          {},
          {
            Selection: resource('AWS::Backup::BackupSelection', {
              BackupSelection: { Resources: [{ Ref: 'JudgedResource' }] },
            }),
          },
        ),
      ],
    ],
    passes: [
      ['an instance of a cluster', only('AWS::RDS::DBInstance', { DBClusterIdentifier: { Ref: 'Cluster' } })],
      [
        'a database in a plan',
        only(
          'AWS::RDS::DBInstance',
          {},
          {
            Plan: resource('AWS::Backup::BackupPlan', {}),
            Selection: resource('AWS::Backup::BackupSelection', {
              BackupPlanId: { Ref: 'Plan' },
              BackupSelection: { Resources: [{ 'Fn::Sub': 'arn:aws:rds:*:*:db:${JudgedResource}' }] },
            }),
          },
        ),
      ],
    ],
  },
});
