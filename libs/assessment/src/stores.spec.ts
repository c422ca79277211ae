import type { EvidenceInput } from '@careplane/compliance';
import { lab } from '@careplane/platform/testing';
import { evidenceOfFolder, mutated } from './testing/evidence-of-medmo';
import { backupRule, each, set, unset, without } from './testing/mutate';
import type { Json, Mutation, Resource } from './testing/mutate';

let original: EvidenceInput;

beforeAll(() => {
  original = evidenceOfFolder(lab());
});

const openRules = ({ verdicts }: EvidenceInput): string[] =>
  verdicts.flatMap((verdict) => (verdict.ran ? verdict.open.map(({ rule }) => rule) : ['the judge did not run']));

const CACHE = 'AWS::ElastiCache::ReplicationGroup';

/** A change of the buckets with patient data. */
function ofPatients(change: (properties: Json, resource: Resource) => void) {
  return each('AWS::S3::Bucket', (properties, resource) => {
    if (JSON.stringify(properties['Tags']).includes('patient-data')) change(properties, resource);
  });
}

const ofDocuments = (properties: Json) => JSON.stringify(properties['Bucket']).includes('Documents');

/** A change of the sidecars, which stand behind the container of the service. */
function ofSidecar(change: (container: Json) => unknown) {
  return each('AWS::ECS::TaskDefinition', (properties) => {
    for (const container of (properties['ContainerDefinitions'] as Json[]).slice(1)) change(container);
  });
}

/** A change of the distribution of a site. */
function ofSite(change: (config: Json) => unknown) {
  return each('AWS::CloudFront::Distribution', (properties) => change(properties['DistributionConfig'] as Json));
}

/** A change of the statements with which a bucket lets CloudFront in. */
function ofBucketOfSite(change: (statement: Json) => unknown) {
  return each('AWS::S3::BucketPolicy', (properties) => {
    const { Statement } = properties['PolicyDocument'] as { Statement: Json[] };
    for (const statement of Statement)
      if (JSON.stringify(statement['Principal']).includes('cloudfront')) change(statement);
  });
}

const behaviour = (config: Json) => config['DefaultCacheBehavior'] as Json;
const SITE = 'SitesServeOnlyThroughCloudFront';

/** What someone takes away from a store, and the rule that says so. */
const MUTATIONS: readonly (readonly [rule: string, ...Mutation])[] = [
  ['StoreIsEncrypted', 'a cache is not encrypted', set(CACHE, 'AtRestEncryptionEnabled', false)],
  ['StoreIsEncrypted', 'a cache is encrypted with a key of AWS', unset(CACHE, 'KmsKeyId')],
  ['CacheRequiresTls', 'a cache accepts plain text', set(CACHE, 'TransitEncryptionEnabled', false)],
  ['CacheRequiresTls', 'a cache prefers TLS', set(CACHE, 'TransitEncryptionMode', 'preferred')],
  ['CacheAsksWhoConnects', 'a cache has no users', unset(CACHE, 'UserGroupIds')],
  [
    'CacheAsksWhoConnects',
    'a user needs no password',
    set('AWS::ElastiCache::User', 'AuthenticationMode', { Type: 'no-password-required' }),
  ],
  [
    'CacheAsksWhoConnects',
    'the password of a user is in the template',
    each('AWS::ElastiCache::User', (properties) => {
      const mode = properties['AuthenticationMode'] as Json;
      if (mode['Type'] === 'password') mode['Passwords'] = ['not-so-secret-1234'];
    }),
  ],
  [
    'StoreIsEncrypted',
    'the password of a cache is encrypted with a key of AWS',
    each('AWS::SecretsManager::Secret', (properties) => {
      if (String(properties['Name']).includes('/caches/')) delete properties['KmsKeyId'];
    }),
  ],
  ['CacheIsBackedUp', 'snapshots are kept for a week', set(CACHE, 'SnapshotRetentionLimit', 7)],
  ['CacheSurvivesZone', 'the nodes are in one zone', set(CACHE, 'MultiAZEnabled', false)],
  [
    'PatientBucketIsComplete',
    'a bucket keeps no versions',
    ofPatients((properties) => void delete properties['VersioningConfiguration']),
  ],
  [
    'PatientBucketIsComplete',
    'a bucket has no access log',
    ofPatients((properties) => void delete properties['LoggingConfiguration']),
  ],
  [
    'PatientBucketIsComplete',
    'a bucket is encrypted with a key of S3',
    ofPatients((properties) => {
      properties['BucketEncryption'] = {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      };
    }),
  ],
  [
    'BucketIsPrivate',
    'a bucket can be opened',
    ofPatients((properties) => void delete properties['PublicAccessBlockConfiguration']),
  ],
  [
    'StoreIsBackedUp',
    'the buckets are in no backup plan',
    without('AWS::Backup::BackupSelection', (properties) => JSON.stringify(properties).includes('"stores"')),
  ],
  ['StoreOutlivesStack', 'a bucket goes with its stack', ofPatients((_, all) => void (all.DeletionPolicy = 'Delete'))],
  [
    'BackupKeptSixYears',
    'backups of buckets end after a month',
    backupRule((rule) => {
      if (String(rule['RuleName']).endsWith('six-years')) rule['Lifecycle'] = { DeleteAfterDays: 35 };
    }),
  ],
  [
    'EgressIsEncrypted',
    'a partner is reached without encryption, and the reason is gone',
    each('AWS::EC2::SecurityGroup', (_, all) => void delete all.Metadata?.['careplane:acknowledged']),
  ],
  ['StoreIsEncrypted', 'a file system has a key of AWS', unset('AWS::EFS::FileSystem', 'KmsKeyId')],
  ['FileSystemIsGuarded', 'a file system takes everyone', unset('AWS::EFS::FileSystem', 'FileSystemPolicy')],
  [
    'MountIsEncrypted',
    'a task mounts without TLS',
    each('AWS::ECS::TaskDefinition', (properties) => {
      for (const volume of (properties['Volumes'] ?? []) as Json[]) {
        const mount = volume['EFSVolumeConfiguration'] as Json | undefined;
        if (mount !== undefined) mount['TransitEncryption'] = 'DISABLED';
      }
    }),
  ],
  [
    'MountNamesAccessPoint',
    'a task may mount the folders of other services',
    each('AWS::IAM::ManagedPolicy', (properties) => {
      const { Statement } = properties['PolicyDocument'] as { Statement: Json[] };
      for (const statement of Statement)
        if (JSON.stringify(statement['Action']).includes(':ClientMount')) delete statement['Condition'];
    }),
  ],
  [
    'AccessPointIsOneFolder',
    'an access point is the whole file system',
    set('AWS::EFS::AccessPoint', 'RootDirectory', { Path: '/' }),
  ],
  ['AccessPointIsOneFolder', 'an access point has no user', unset('AWS::EFS::AccessPoint', 'PosixUser')],
  [
    'StoreIsBackedUp',
    'a file system is in no plan',
    each('AWS::Backup::BackupSelection', (properties) => {
      const selection = properties['BackupSelection'] as { Resources: unknown[] };
      selection.Resources = selection.Resources.filter((each) => !JSON.stringify(each).includes('FileSystem'));
    }),
  ],
  [
    'StoreOutlivesStack',
    'a file system goes with its stack',
    each('AWS::EFS::FileSystem', (_, all) => void (all.DeletionPolicy = 'Delete')),
  ],
  ['StoreIsEncrypted', 'a topic is not encrypted', unset('AWS::SNS::Topic', 'KmsMasterKeyId')],
  ['TopicRequiresTls', 'a topic takes messages without TLS', without('AWS::SNS::TopicPolicy')],
  ['TopicKeepsUndelivered', 'what cannot be delivered is lost', unset('AWS::SNS::Subscription', 'RedrivePolicy')],
  [
    'QueueTakesFromNamedTopics',
    'SNS writes into a queue for any topic',
    each('AWS::SQS::QueuePolicy', (properties) => {
      const { Statement } = properties['PolicyDocument'] as { Statement: Json[] };
      for (const statement of Statement) if (statement['Effect'] === 'Allow') delete statement['Condition'];
    }),
  ],
  ['ImageIsPinned', 'a sidecar runs by a tag', ofSidecar((container) => (container['Image'] = 'maker/proxy:1.29'))],
  ['TaskIsHardened', 'a sidecar runs as root', ofSidecar((container) => (container['User'] = 'root'))],
  [
    'SecretNotInVariable',
    'a sidecar has a secret in a variable',
    ofSidecar(
      (container) => (container['Environment'] = [{ Name: 'API_TOKEN', Value: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ' }]),
    ),
  ],
  [
    SITE,
    'the bucket of a site is open to others than its distribution',
    ofSite((config) => {
      for (const origin of config['Origins'] as Json[]) delete origin['OriginAccessControlId'];
    }),
  ],
  [
    SITE,
    'a site answers over plain HTTP',
    ofSite((config) => (behaviour(config)['ViewerProtocolPolicy'] = 'allow-all')),
  ],
  [
    SITE,
    'a site accepts TLS 1.0',
    ofSite((config) => ((config['ViewerCertificate'] as Json)['MinimumProtocolVersion'] = 'TLSv1')),
  ],
  [SITE, 'a site sends no security headers', ofSite((config) => delete behaviour(config)['ResponseHeadersPolicyId'])],
  [SITE, 'no one knows who asked a site for what', without('AWS::Logs::DeliverySource')],
  [
    SITE,
    'the bucket of a site lets in every distribution',
    ofBucketOfSite((statement) => (statement['Condition'] = { StringEquals: { 'aws:SourceAccount': '111122223333' } })),
  ],
  ['PublicPathHasFirewall', 'a site has no firewall', ofSite((config) => delete config['WebACLId'])],
  ['BucketRequiresTls', 'a bucket answers without TLS', without('AWS::S3::BucketPolicy', ofDocuments)],
  ['StoreOutlivesStack', 'a cache goes with its stack', each(CACHE, (_, all) => void (all.DeletionPolicy = 'Delete'))],
];

it('nothing is open as it is', () => expect(openRules(original)).toEqual([]));

it.each(MUTATIONS)('%s says that %s', (rule, _, mutate) => {
  expect([...new Set(openRules(mutated(original, mutate)))]).toEqual([rule]);
});
