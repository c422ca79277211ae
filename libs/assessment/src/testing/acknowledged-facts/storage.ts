import { resourcesIn } from '@careplane/platform/testing';
import type { Fact, Facts } from './fact';
import { each, text, pathOf } from './fact';

const bucket = (holds: (properties: Readonly<Record<string, unknown>>) => boolean): Fact =>
  each('AWS::S3::Bucket', ({ Properties = {} }) => holds(Properties));
const versioned = bucket((properties) => text(properties['VersioningConfiguration']).includes('"Enabled"'));
const s3Managed = bucket((properties) => text(properties['BucketEncryption']).includes('"AES256"'));

/** Another bucket, or a balancer, delivers its logs into this one. */
const receivesLogs = (type: string): Fact =>
  each('AWS::S3::Bucket', ({ stack, id }, { stacks }) =>
    resourcesIn(stacks, type).some((one) => one.stack === stack && one.id !== id && text(one.Properties).includes(id)),
  );

/** Reasons about buckets and the sources of builds. */
export const STORAGE_FACTS: Facts = {
  'Access logs describe requests and are not the record of care; versions protect them from being overwritten, and S3 keeps them in three zones.':
    { 'the bucket keeps versions': versioned },
  'Artifacts live for days between two actions of a pipeline and can be made again from the source; what must be kept is in the evidence bucket.':
    {
      'artifacts expire': bucket((properties) =>
        ((properties['LifecycleConfiguration'] as { Rules: { ExpirationInDays?: number }[] }).Rules ?? []).some(
          ({ ExpirationInDays = Infinity }) => ExpirationInDays <= 31,
        ),
      ),
      'there is an evidence bucket, under Object Lock': ({ stacks }) =>
        resourcesIn(stacks, 'AWS::S3::Bucket').some(
          (one) => pathOf(one).includes('/Evidence/') && one.Properties?.['ObjectLockEnabled'] === true,
        )
          ? []
          : ['no evidence bucket'],
    },
  'Object Lock and versions keep what is here from being deleted or changed, and S3 keeps it in three zones. It is a record for auditors and holds no patient’s data.':
    {
      'Object Lock holds each object for a time': bucket((properties) =>
        text(properties['ObjectLockConfiguration']).includes('"DefaultRetention"'),
      ),
      'the bucket keeps versions': versioned,
    },
  'AWS Config keeps every recorded item itself for seven years; the bucket has copies, S3 keeps them in three zones, and they describe resources and hold no patient’s data.':
    {
      'AWS Config delivers into it': each('AWS::S3::Bucket', ({ stack, id }, { stacks }) =>
        resourcesIn(stacks, 'AWS::Config::DeliveryChannel').some(
          (one) => one.stack === stack && text(one.Properties?.['S3BucketName']).includes(id),
        ),
      ),
      'nothing shortens the seven years, which are the default': ({ stacks }) =>
        resourcesIn(stacks).flatMap(({ Type, where }) =>
          Type === 'AWS::Config::RetentionConfiguration' ? [where] : [],
        ),
    },
  'This is the dead-letter queue of EventBridge’s targets. Nothing consumes it: a message stays for 14 days, raises the alarm, and is read by a person.':
    {
      'a message stays for 14 days': each(
        'AWS::SQS::Queue',
        ({ Properties = {} }) => Properties['MessageRetentionPeriod'] === 14 * 24 * 60 * 60,
      ),
      'nothing consumes it': ({ stacks }) =>
        resourcesIn(stacks, 'AWS::Lambda::EventSourceMapping').map(({ where }) => where),
      'it raises an alarm that has a receiver': each('AWS::SQS::Queue', ({ stack, id }, { stacks }) =>
        resourcesIn(stacks, 'AWS::CloudWatch::Alarm').some(
          ({ stack: own, Properties = {} }) =>
            own === stack &&
            text(Properties['Dimensions']).includes(id) &&
            (Properties['AlarmActions'] as readonly unknown[]).length > 0,
        ),
      ),
    },
  'S3 delivers server access logs only to buckets encrypted with S3-managed keys (AES-256); with a KMS key delivery fails.':
    { 'it is encrypted so': s3Managed, 'buckets log into it': receivesLogs('AWS::S3::Bucket') },
  'Elastic Load Balancing delivers access logs only to buckets encrypted with S3-managed keys (AES-256); with a KMS key delivery fails.':
    {
      'it is encrypted so': s3Managed,
      'the balancer logs into it': receivesLogs('AWS::ElasticLoadBalancingV2::LoadBalancer'),
    },
  'This bucket is the log. Each access that it logs into itself would be a new access to log, without an end.': {
    'the balancer logs into it': receivesLogs('AWS::ElasticLoadBalancingV2::LoadBalancer'),
  },
  'The rule is about tokens in the address of a source; this project has no address, for CodePipeline hands it the source.':
    {
      'CodePipeline is the source, without a location': each('AWS::CodeBuild::Project', ({ Properties = {} }) => {
        const source = Properties['Source'] as { Type: string; Location?: string };
        return source.Type === 'CODEPIPELINE' && source.Location === undefined;
      }),
    },
};
