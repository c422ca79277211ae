import { only } from './examples';
import { ruleFor } from './rule';
import { DATABASE_TYPES, shown } from './template-values';

const KEPT = ['Retain', 'RetainExceptOnCreate', 'Snapshot'];

/** Deleting a stack, or replacing a store, must not delete patient data, its copies, or the key that opens them. */
export const storeOutlivesStack = ruleFor({
  name: 'StoreOutlivesStack',
  control: '164.310(d)(2)(iv)',
  sameAs: 'CloudFormation: DeletionPolicy and UpdateReplacePolicy',
  types: [
    ...DATABASE_TYPES,
    'AWS::Backup::BackupVault',
    'AWS::KMS::Key',
    'AWS::S3::Bucket',
    'AWS::EFS::FileSystem',
    'AWS::ElastiCache::ReplicationGroup',
  ],
  wrong: ({ resource: { DeletionPolicy, UpdateReplacePolicy } }) =>
    KEPT.includes(DeletionPolicy ?? '') && KEPT.includes(UpdateReplacePolicy ?? '')
      ? undefined
      : `The store is deleted with its stack or when it is replaced: DeletionPolicy is ${shown(DeletionPolicy)} and UpdateReplacePolicy is ${shown(UpdateReplacePolicy)}. Allowed: ${KEPT.join(', ')}.`,
  examples: {
    fails: [
      ['a cluster without policies', only('AWS::RDS::DBCluster', {})],
      ['a database without policies', only('AWS::RDS::DBInstance', {})],
      ['a cache without policies', only('AWS::ElastiCache::ReplicationGroup', {})],
      [
        'a key that is deleted when it is replaced',
        { JudgedResource: { Type: 'AWS::KMS::Key', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Delete' } },
      ],
    ],
    passes: [
      [
        'a database that stays',
        { JudgedResource: { Type: 'AWS::RDS::DBInstance', DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Retain' } },
      ],
    ],
  },
});
