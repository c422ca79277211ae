import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AccessLogBucket } from './access-log-bucket';
import { EvidenceBucket } from './evidence-bucket';
import type { EvidenceBucketProps } from './evidence-bucket';
import { testStack } from './testing/stack';

function synthesize(props: Partial<EvidenceBucketProps> = {}): Template {
  const stack = testStack();
  const accessLogs = new AccessLogBucket(stack, 'AccessLogs', { retentionDays: 2192 }).bucket;
  new EvidenceBucket(stack, 'Evidence', {
    key: new Key(stack, 'Key'),
    retentionDays: 2192,
    lock: 'governance',
    accessLogs,
    ...props,
  });
  return Template.fromStack(stack);
}

const template = synthesize();
const BUCKET = 'AWS::S3::Bucket';

function evidence(of: Template) {
  return Object.entries(of.findResources(BUCKET, { Properties: { ObjectLockEnabled: true } }))[0];
}

test.each(['governance', 'compliance'] as const)('every object is locked for six years, in %s mode', (lock) => {
  synthesize({ lock }).hasResourceProperties(BUCKET, {
    ObjectLockEnabled: true,
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: lock.toUpperCase(), Days: 2192 } },
    },
    VersioningConfiguration: { Status: 'Enabled' },
  });
});

test('it outlives its stack, and its logical id stays: another would make another bucket', () => {
  const [id, resource] = evidence(template) ?? [];
  expect(id).toBe('EvidenceBucketC67FF768');
  expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('nothing in it is ever deleted by a rule', () => {
  const rules = evidence(template)?.[1]?.['Properties'].LifecycleConfiguration.Rules as object[];
  expect(rules).toEqual([
    { Id: 'unfinished', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
  ]);
});

test('it is encrypted with the customer’s key, private, and logs who reads it', () => {
  template.hasResourceProperties(BUCKET, {
    ObjectLockEnabled: true,
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
          },
        },
      ],
    },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    LoggingConfiguration: { DestinationBucketName: { Ref: Match.stringLikeRegexp('^AccessLogs') } },
  });
});

test('without TLS, and below TLS 1.2, no request is accepted', () => {
  const policies = Object.values(template.findResources('AWS::S3::BucketPolicy'));
  expect(policies).toHaveLength(2);
  for (const policy of policies) {
    expect(JSON.stringify(policy)).toContain('"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"');
    expect(JSON.stringify(policy)).toContain('{"NumericLessThan":{"s3:TlsVersion":1.2}},"Effect":"Deny"');
  }
});

test('S3 alone may write the access logs, and they are deleted after their time', () => {
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    Bucket: { Ref: Match.stringLikeRegexp('^AccessLogs') },
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Allow',
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Action: 's3:PutObject',
        }),
      ]),
    },
  });
  template.hasResourceProperties(BUCKET, {
    ObjectLockEnabled: Match.absent(),
    LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 2192 })] },
  });
});
