import type { Citation } from '../controls/citations';
import { resourcesOf } from '../rules/template-values';
import type { CloudFormationTemplate } from '../rules/rule';
import { at, listOf } from './requirement';
import type { Requirement } from './requirement';

/** Six years: 45 CFR 164.316(b)(2)(i). */
const SIX_YEARS_DAYS = 2192;

function trails(template: CloudFormationTemplate) {
  return resourcesOf(template, 'AWS::CloudTrail::Trail').map(({ properties }) => properties);
}

/** The bucket that a trail writes to, where it is in the same template. */
function trailBuckets(template: CloudFormationTemplate): Readonly<Record<string, unknown>>[] {
  const ids = trails(template).map(({ S3BucketName }) => at(S3BucketName, 'Ref'));
  return resourcesOf(template, 'AWS::S3::Bucket')
    .filter(({ logicalId }) => ids.includes(logicalId))
    .map(({ properties }) => properties);
}

function trailLogGroups(template: CloudFormationTemplate): Readonly<Record<string, unknown>>[] {
  const ids = trails(template).map(({ CloudWatchLogsLogGroupArn: arn }) => listOf(at(arn, 'Fn::GetAtt'))[0]);
  return resourcesOf(template, 'AWS::Logs::LogGroup')
    .filter(({ logicalId }) => ids.includes(logicalId))
    .map(({ properties }) => properties);
}

/** The trail is the record of what happened in the account, and whoever reviews activity reads it. */
const RECORDING: readonly Citation[] = ['164.312(b)', '164.308(a)(1)(ii)(D)', '164.308(a)(5)(ii)(C)'];
/** The record cannot be changed unnoticed, and is kept. */
const KEPT: readonly Citation[] = ['164.316(b)(2)(i)', '164.312(c)(1)', '164.312(b)'];

const ofTrail = (what: string, property: string, controls = RECORDING): Requirement => ({
  part: 'auditTrail',
  what,
  controls,
  holds: (template) => trails(template).some((trail) => trail[property] !== undefined && trail[property] !== false),
});

const ofBucket = (what: string, holds: (bucket: Readonly<Record<string, unknown>>) => boolean): Requirement => ({
  part: 'auditTrail',
  what,
  controls: KEPT,
  holds: (template) => trailBuckets(template).some(holds),
});

export const AUDIT_TRAIL: readonly Requirement[] = [
  ofTrail('trail that records', 'IsLogging'),
  ofTrail('trail of all regions', 'IsMultiRegionTrail'),
  ofTrail('trail with the global services', 'IncludeGlobalServiceEvents'),
  ofTrail('validation of the trail’s log files', 'EnableLogFileValidation', ['164.312(c)(1)', '164.312(c)(2)']),
  ofTrail('encryption of the trail’s log files with a key of the account', 'KMSKeyId', ['164.312(a)(2)(iv)']),
  ofTrail('copy of the trail in CloudWatch Logs', 'CloudWatchLogsLogGroupArn'),
  {
    part: 'auditTrail',
    what: 'data events of buckets in the trail',
    controls: ['164.312(b)', '164.312(c)(1)'],
    holds: (template) =>
      trails(template).some(({ AdvancedEventSelectors }) =>
        JSON.stringify(AdvancedEventSelectors ?? '').includes('"AWS::S3::Object"'),
      ),
  },
  {
    part: 'auditTrail',
    what: 'management events in the trail',
    controls: RECORDING,
    holds: (template) =>
      trails(template).some(({ AdvancedEventSelectors }) =>
        JSON.stringify(AdvancedEventSelectors ?? '').includes('["Management"]'),
      ),
  },
  ofBucket('lock of six years on the trail’s logs', (bucket) => {
    const retention = at(bucket['ObjectLockConfiguration'], 'Rule', 'DefaultRetention');
    return bucket['ObjectLockEnabled'] === true && Number(at(retention, 'Days') ?? 0) >= SIX_YEARS_DAYS;
  }),
  ofBucket('access log of the trail’s bucket', (bucket) => bucket['LoggingConfiguration'] !== undefined),
  ofBucket('encryption of the trail’s bucket', (bucket) =>
    JSON.stringify(bucket['BucketEncryption'] ?? '').includes('aws:kms'),
  ),
  ofBucket(
    'block of public access to the trail’s bucket',
    (bucket) => Object.values(bucket['PublicAccessBlockConfiguration'] ?? {}).filter(Boolean).length === 4,
  ),
  {
    part: 'auditTrail',
    what: 'log group of the trail that keeps its events for six years',
    controls: KEPT,
    holds: (template) =>
      trailLogGroups(template).some(
        ({ RetentionInDays, KmsKeyId }) =>
          KmsKeyId !== undefined && (RetentionInDays === undefined || Number(RetentionInDays) >= SIX_YEARS_DAYS),
      ),
  },
];
