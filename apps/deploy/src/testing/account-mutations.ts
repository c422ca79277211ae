import type { Citation } from '@careplane/compliance';
import { each, set, unset, without } from './mutate';
import type { Json, Mutation } from './mutate';

const statements = (document: unknown): Json[] => (document as { Statement: Json[] }).Statement;
const feature = (name: string) =>
  each('AWS::GuardDuty::Detector', (properties) => {
    for (const one of properties['Features'] as Json[]) if (one['Name'] === name) one['Status'] = 'DISABLED';
  });
/** The conditions of a statement of trust, without the second factor. */
const trustWithoutMfa = each('AWS::IAM::Role', (properties) => {
  for (const statement of statements(properties['AssumeRolePolicyDocument']))
    delete ((statement['Condition'] ?? {}) as Json)['Bool'];
});
const policiesWithoutMfa = each('AWS::IAM::ManagedPolicy', (properties) => {
  const document = properties['PolicyDocument'] as Json;
  document['Statement'] = statements(document).filter(
    ({ Condition }) => !JSON.stringify(Condition ?? '').includes('MultiFactorAuthPresent'),
  );
});
const trailEvents = (kind: string) =>
  each('AWS::CloudTrail::Trail', (properties) => {
    const all = properties['AdvancedEventSelectors'] as Json[];
    properties['AdvancedEventSelectors'] = all.filter((one) => !JSON.stringify(one).includes(kind));
  });

/** How a control of the account is weakened, and the safeguards of which one at least must then be "not met". */
type AccountMutation = readonly [...mutation: Mutation, citations: readonly Citation[]];

/** By id of the control, as `accountControls` has them: each that the templates of medmo make is broken in one way or more. */
export const ACCOUNT_MUTATIONS: Readonly<Record<string, readonly AccountMutation[]>> = {
  trail: [
    ['the trail is gone', without('AWS::CloudTrail::Trail'), ['164.312(b)']],
    ['the trail records nothing', set('AWS::CloudTrail::Trail', 'IsLogging', false), ['164.308(a)(1)(ii)(D)']],
    ['one region', set('AWS::CloudTrail::Trail', 'IsMultiRegionTrail', false), ['164.308(a)(5)(ii)(C)']],
    ['no validation', set('AWS::CloudTrail::Trail', 'EnableLogFileValidation', false), ['164.312(c)(2)']],
    ['no key', unset('AWS::CloudTrail::Trail', 'KMSKeyId'), ['164.312(a)(2)(iv)']],
    ['no management events', trailEvents('"Management"'), ['164.312(b)']],
  ],
  'trail-data-events': [['no reads of objects', trailEvents('AWS::S3::Object'), ['164.312(c)(1)']]],
  'trail-bucket': [
    ['no lock', unset('AWS::S3::Bucket', 'ObjectLockEnabled'), ['164.316(b)(2)(i)']],
    ['no access log', unset('AWS::S3::Bucket', 'LoggingConfiguration'), ['164.312(b)']],
  ],
  'config-recorder': [
    ['the recorder is gone', without('AWS::Config::ConfigurationRecorder'), ['164.308(a)(8)']],
    ['no delivery', without('AWS::Config::DeliveryChannel'), ['164.308(a)(1)(ii)(D)']],
    [
      'some types only',
      set('AWS::Config::ConfigurationRecorder', 'RecordingGroup', { AllSupported: false }),
      ['164.312(b)'],
    ],
  ],
  'conformance-pack': [
    ['the pack is gone', without('AWS::Config::ConformancePack'), ['164.308(a)(8)']],
    ['an empty pack', set('AWS::Config::ConformancePack', 'TemplateBody', '{}'), ['164.312(e)(2)(ii)']],
  ],
  'config-extra-rules': [
    [
      'nothing watches root’s keys',
      without('AWS::Config::ConfigRule', ({ Source }) => JSON.stringify(Source).includes('IAM_ROOT_ACCESS_KEY_CHECK')),
      ['164.312(a)(2)(i)'],
    ],
    ['no rules', without('AWS::Config::ConfigRule'), ['164.312(d)']],
  ],
  'security-hub': [['no hub', without('AWS::SecurityHub::Hub'), ['164.308(a)(1)(i)', '164.308(a)(6)(ii)']]],
  'security-hub-standards': [
    [
      'no NIST 800-53',
      without('AWS::SecurityHub::Standard', ({ StandardsArn }) => JSON.stringify(StandardsArn).includes('nist-800-53')),
      ['164.308(a)(8)'],
    ],
  ],
  guardduty: [
    ['no detector', without('AWS::GuardDuty::Detector'), ['164.308(a)(6)(ii)']],
    ['no runtime', feature('RUNTIME_MONITORING'), ['164.308(a)(5)(ii)(B)']],
    ['no data of S3', feature('S3_DATA_EVENTS'), ['164.308(a)(6)(ii)']],
  ],
  inspector: [
    ['no Inspector', without('Custom::CareplaneInspector'), ['164.308(a)(1)(ii)(A)']],
    ['instances only', set('Custom::CareplaneInspector', 'ResourceTypes', ['EC2']), ['164.308(a)(5)(ii)(B)']],
  ],
  'access-analyzer': [
    ['no analyzer', without('AWS::AccessAnalyzer::Analyzer'), ['164.308(a)(4)(ii)(C)', '164.312(a)(1)']],
    ['unused access only', set('AWS::AccessAnalyzer::Analyzer', 'Type', 'ACCOUNT_UNUSED_ACCESS'), ['164.312(a)(1)']],
  ],
  'ebs-encryption': [['no default', without('Custom::CareplaneEbsEncryption'), ['164.312(a)(2)(iv)']]],
  'ami-block': [['images may be public', without('Custom::CareplaneImagePublicAccessBlock'), ['164.312(a)(1)']]],
  'ebs-snapshot-block': [
    ['snapshots may be public', without('Custom::CareplaneSnapshotPublicAccessBlock'), ['164.312(a)(1)']],
  ],
  'imds-defaults': [['version 1', without('Custom::CareplaneInstanceMetadataDefaults'), ['164.312(a)(1)']]],
  's3-account-block': [['buckets may be public', without('Custom::CareplaneS3PublicAccessBlock'), ['164.312(a)(1)']]],
  'password-policy': [
    ['no policy', without('Custom::CareplanePasswordPolicy'), ['164.308(a)(5)(ii)(D)', '164.312(d)']],
    ['six characters', set('Custom::CareplanePasswordPolicy', 'MinimumPasswordLength', 6), ['164.312(d)']],
    ['no function that sets it', without('AWS::Lambda::Function'), ['164.308(a)(5)(ii)(D)']],
  ],
  'alternate-contacts': [
    [
      'no security contact',
      without('Custom::CareplaneAlternateContact', ({ ContactType }) => ContactType === 'SECURITY'),
      ['164.308(a)(6)(ii)'],
    ],
  ],
  'root-alarm': [
    [
      'no alarm',
      without('AWS::CloudWatch::Alarm', ({ MetricName }) => MetricName === 'RootUsed'),
      ['164.308(a)(5)(ii)(C)'],
    ],
    [
      'no filter',
      without('AWS::Logs::MetricFilter', ({ MetricTransformations }) =>
        JSON.stringify(MetricTransformations).includes('RootUsed'),
      ),
      ['164.312(b)'],
    ],
    ['no one hears of it', without('AWS::SNS::Subscription'), ['164.308(a)(6)(ii)']],
  ],
  budgets: [
    ['no budget', without('AWS::Budgets::Budget'), ['164.308(a)(1)(ii)(B)']],
    ['no readers', set('AWS::Budgets::Budget', 'NotificationsWithSubscribers', []), ['164.308(a)(1)(ii)(B)']],
  ],
  groups: [['people without MFA', policiesWithoutMfa, ['164.312(d)']]],
  'break-glass': [
    ['without MFA', trustWithoutMfa, ['164.312(d)']],
    ['for half a day', set('AWS::IAM::Role', 'MaxSessionDuration', 43_200), ['164.312(a)(2)(iii)']],
    [
      'without an alarm',
      without('AWS::CloudWatch::Alarm', ({ MetricName }) => MetricName === 'BreakGlassUsed'),
      ['164.308(a)(5)(ii)(C)'],
    ],
  ],
  boundary: [['no boundary', unset('AWS::IAM::Role', 'PermissionsBoundary'), ['164.308(a)(3)(ii)(B)']]],
  'pipeline-integration': [['no one hears of a failure', without('AWS::Events::Rule'), ['164.308(a)(6)(ii)']]],
};
