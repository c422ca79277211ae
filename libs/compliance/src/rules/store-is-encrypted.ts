import { only } from './examples';
import { ruleFor } from './rule';
import { at, listOf, shown } from './template-values';

type Properties = Readonly<Record<string, unknown>>;

/** By type: what encrypts it at rest, as a value that must be there. */
const ENCRYPTED_BY: Readonly<Record<string, (properties: Properties) => unknown>> = {
  'AWS::RDS::DBCluster': (p) => (p['StorageEncrypted'] === true ? p['KmsKeyId'] : undefined),
  // The volume of a cluster is the cluster’s.
  'AWS::RDS::DBInstance': (p) => (p['StorageEncrypted'] === true ? p['KmsKeyId'] : p['DBClusterIdentifier']),
  'AWS::Backup::BackupVault': (p) => p['EncryptionKeyArn'],
  'AWS::Logs::LogGroup': (p) => p['KmsKeyId'],
  'AWS::SecretsManager::Secret': (p) => p['KmsKeyId'],
  'AWS::SNS::Topic': (p) => p['KmsMasterKeyId'],
  // A queue of undelivered events holds names of resources; SQS encrypts it with keys of its own.
  'AWS::SQS::Queue': (p) => p['KmsMasterKeyId'] ?? (p['SqsManagedSseEnabled'] === true ? 'SQS' : undefined),
  'AWS::ECR::Repository': (p) => at(p, 'EncryptionConfiguration', 'KmsKey'),
  'AWS::CodeBuild::Project': (p) => p['EncryptionKey'],
  'AWS::CloudTrail::Trail': (p) => p['KMSKeyId'],
  'AWS::DynamoDB::Table': (p) => at(p, 'SSESpecification', 'KMSMasterKeyId'),
  'AWS::EFS::FileSystem': (p) => (p['Encrypted'] === true ? p['KmsKeyId'] : undefined),
  'AWS::ElastiCache::ReplicationGroup': (p) => (p['AtRestEncryptionEnabled'] === true ? p['KmsKeyId'] : undefined),
  // Log delivery of S3 and Elastic Load Balancing works with AES-256 only; the HIPAA pack asks for a reason in that case.
  'AWS::S3::Bucket': (p) =>
    at(
      listOf(at(p, 'BucketEncryption', 'ServerSideEncryptionConfiguration'))[0],
      'ServerSideEncryptionByDefault',
      'SSEAlgorithm',
    ),
};

/** Data at rest: whatever can hold patient data, or a log or a secret that leads to it. */
export const storeIsEncrypted = ruleFor({
  name: 'StoreIsEncrypted',
  control: '164.312(a)(2)(iv)',
  sameAs: 'AWS Config: RDS_STORAGE_ENCRYPTED and those of other services',
  types: Object.keys(ENCRYPTED_BY),
  wrong: ({ type, properties }) => {
    const key = ENCRYPTED_BY[type]?.(properties);
    return key === undefined || key === '' || key === 'alias/aws/sns'
      ? `The ${type} is not encrypted with a key of the platform: ${shown(key)} is given. Allowed: a KMS key.`
      : undefined;
  },
  examples: {
    fails: [
      ['a database without encryption', only('AWS::RDS::DBInstance', { StorageEncrypted: false, KmsKeyId: 'key' })],
      ['a cluster without encryption', only('AWS::RDS::DBCluster', { KmsKeyId: 'key' })],
      ['a database under the key of AWS', only('AWS::RDS::DBInstance', { StorageEncrypted: true })],
      ['a log group', only('AWS::Logs::LogGroup', {})],
      ['a bucket', only('AWS::S3::Bucket', {})],
    ],
    passes: [
      ['a cluster under a key', only('AWS::RDS::DBCluster', { StorageEncrypted: true, KmsKeyId: 'key' })],
      ['an instance of a cluster', only('AWS::RDS::DBInstance', { DBClusterIdentifier: { Ref: 'Cluster' } })],
      ['a database under a key', only('AWS::RDS::DBInstance', { StorageEncrypted: true, KmsKeyId: 'key' })],
      ['a secret under a key', only('AWS::SecretsManager::Secret', { KmsKeyId: 'key' })],
    ],
  },
});
