import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccessLogBucket } from './access-log-bucket';
import { AuditTrail } from './audit-trail';
import type { AuditTrailProps } from './audit-trail';
import { EncryptionKey } from './encryption-key';
import { daysOfYears, logRetentionOf } from './log-retention';
import { testStack } from './testing/stack';

function synthesize(props: Partial<AuditTrailProps> = {}): Template {
  const stack = testStack();
  new AuditTrail(stack, 'AuditTrail', {
    trailName: 'acme-baseline',
    key: new EncryptionKey(stack, 'Key', { description: 'acme', logGroupPrefixes: ['/careplane/acme/'] }).key,
    logGroupName: '/careplane/acme/baseline/audit-trail',
    retentionDays: 2192,
    lock: 'governance',
    accessLogs: new AccessLogBucket(stack, 'AccessLogs', { retentionDays: 2192 }).bucket,
    dataEventBuckets: ['acme-*', 'patient-scans'],
    ...props,
  });
  return Template.fromStack(stack);
}

const template = synthesize();
const TRAIL_ARN = ':cloudtrail:us-east-2:111122223333:trail/acme-baseline';

test('the trail records all regions and global services, validates, encrypts, and outlives its stack', () => {
  template.hasResource('AWS::CloudTrail::Trail', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      TrailName: 'acme-baseline',
      IsLogging: true,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EnableLogFileValidation: true,
      KMSKeyId: Match.anyValue(),
      CloudWatchLogsLogGroupArn: Match.anyValue(),
    },
  });
});

test('data events are those of the named buckets; of the logs, only what takes them away', () => {
  const [trail] = Object.values(template.findResources('AWS::CloudTrail::Trail'));
  const selectors = trail?.['Properties'].AdvancedEventSelectors as { Name: string; FieldSelectors: object[] }[];
  expect(selectors.map(({ Name }) => Name)).toEqual([
    'Management events',
    'Objects in stores of patient data and of evidence',
    'Logs taken away',
  ]);
  expect(JSON.stringify(selectors[1])).toContain(':s3:::acme-"');
  expect(JSON.stringify(selectors[1])).toContain(':s3:::patient-scans/"');
  expect(selectors[1]?.FieldSelectors).toContainEqual(
    expect.objectContaining({ Field: 'resources.ARN', NotStartsWith: expect.anything() }),
  );
  expect(selectors[2]?.FieldSelectors).toContainEqual({
    Field: 'eventName',
    Equals: ['DeleteObject', 'DeleteObjects', 'PutObjectLegalHold', 'PutObjectRetention'],
  });
});

test.each(['governance', 'compliance'] as const)('the logs are locked for six years, in %s mode', (lock) => {
  synthesize({ lock }).hasResourceProperties('AWS::S3::Bucket', {
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: lock.toUpperCase(), Days: 2192 } } },
    LoggingConfiguration: { LogFilePrefix: 'audit-trail/' },
  });
});

test('the log group keeps its events as long, encrypted', () => {
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 2192, KmsKeyId: Match.anyValue() });
});

test('only this trail writes to the bucket and uses the key', () => {
  const bucketPolicies = JSON.stringify(template.findResources('AWS::S3::BucketPolicy'));
  expect(bucketPolicies.split(TRAIL_ARN)).toHaveLength(3);
  expect(bucketPolicies).toContain('"s3:x-amz-acl":"bucket-owner-full-control"');
  expect(JSON.stringify(template.findResources('AWS::KMS::Key')).split(TRAIL_ARN)).toHaveLength(3);
});

test('the trail’s role writes to its log group and to no other', () => {
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('LogGroup'), 'Arn'] },
        },
      ],
    },
  });
});

test.each([
  [6, 2192, 2192],
  [7, 2557, 2557],
  [10, 3653, 3653],
  [11, 4018, 9999],
])('%d years are %d days, and %d days in CloudWatch Logs', (years, days, retention) => {
  expect(daysOfYears(years)).toBe(days);
  expect(logRetentionOf(days)).toBe(retention);
});
