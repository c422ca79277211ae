import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ownRules } from '@careplane/compliance';
import { assembliesOf, MEDMO, stacksIn } from '@careplane/platform/testing';
import type { Resource } from '@careplane/platform/testing';

/**
 * Each control of the baseline is taken out of the synthesized template once, and at least one of our own rules must say so.
 * The resources come from the template: a control that is added and that no rule looks for fails here.
 */

/** Resources that are no control by themselves: what uses them is checked, or another judge finds a dangling reference. */
const PLUMBING: Readonly<Record<string, string>> = {
  'AWS::IAM::ManagedPolicy': 'rights of the trail’s role: CloudFormation refuses a trail without them',
  'AWS::IAM::Role': 'the trail refers to it',
  'AWS::IAM::ServiceLinkedRole': 'can be there already',
  'AWS::KMS::Key': 'trail, log group and topics refer to them',
  'AWS::S3::BucketPolicy': 'AWS refuses a trail or channel whose bucket it may not write to; cdk-nag asks for TLS',
  'AWS::SNS::Topic': 'alarms and rules refer to them',
  'AWS::SNS::TopicPolicy': 'cdk-nag asks for TLS',
  'AWS::SQS::Queue': 'targets refer to it',
  'AWS::SQS::QueuePolicy': 'cdk-nag asks for TLS',
};

const FACTS = { rpoHours: 24, rtoHours: 8, backupsAreCopied: true, productionEnvironments: ['production'] };

type Resources = Readonly<Record<string, Resource>>;

let resources: Resources;

beforeAll(() => {
  const assemblies = assembliesOf(MEDMO, { unit: ['medmo-baseline'] });
  resources = stacksIn(assemblies).find(({ stack }) => stack === 'medmo-baseline')?.template.Resources ?? {};
});

/** What our own rules find in a stack of these resources. */
function findings(Resources: Resources): string[] {
  const stacks = [{ stackName: 'medmo-baseline', template: { Resources } }];
  return ownRules({ stacks } as unknown as CloudAssembly, FACTS).open.map(({ message }) => message);
}

test('the baseline of the reference platform has no finding', () => {
  expect(Object.keys(resources).length).toBeGreaterThan(80);
  expect(findings(resources)).toEqual([]);
});

test('each resource of the baseline that is taken out is missed', () => {
  const survivors = Object.entries(resources)
    .filter(([id, { Type }]) => !(Type in PLUMBING) && !isAccessLog(id) && !isDeliveryBucket(id))
    .filter(([id, { Type }]) => {
      // Another address would still get the alerts: all of them go.
      const goes = (key: string, other: Resource) =>
        key === id || (Type === 'AWS::SNS::Subscription' && other.Type === Type);
      return findings(Object.fromEntries(Object.entries(resources).filter((each) => !goes(...each)))).length === 0;
    })
    .map(([id, { Type }]) => `${id} (${Type})`);
  expect(survivors).toEqual([]);
});

/** A setting that is a control: where it is, and what it becomes. */
const SETTINGS: readonly (readonly [type: string, path: readonly string[], value: unknown])[] = [
  ['AWS::CloudTrail::Trail', ['IsLogging'], false],
  ['AWS::CloudTrail::Trail', ['IsMultiRegionTrail'], false],
  ['AWS::CloudTrail::Trail', ['IncludeGlobalServiceEvents'], false],
  ['AWS::CloudTrail::Trail', ['EnableLogFileValidation'], false],
  ['AWS::CloudTrail::Trail', ['KMSKeyId'], undefined],
  ['AWS::CloudTrail::Trail', ['AdvancedEventSelectors'], undefined],
  ['AWS::CloudTrail::Trail', ['CloudWatchLogsLogGroupArn'], undefined],
  ['AWS::S3::Bucket', ['ObjectLockConfiguration', 'Rule', 'DefaultRetention', 'Days'], 2191],
  ['AWS::Logs::LogGroup', ['RetentionInDays'], 365],
  ['AWS::Logs::LogGroup', ['KmsKeyId'], undefined],
  ['AWS::Config::ConfigurationRecorder', ['RecordingGroup', 'AllSupported'], false],
  ['AWS::Config::ConfigurationRecorder', ['RecordingGroup', 'IncludeGlobalResourceTypes'], false],
  ['AWS::Config::ConformancePack', ['TemplateBody'], '{"Resources":{}}'],
  ['AWS::GuardDuty::Detector', ['Enable'], false],
  ...[0, 1, 2, 3].map(
    (index) => ['AWS::GuardDuty::Detector', ['Features', String(index), 'Status'], 'DISABLED'] as const,
  ),
  ['AWS::GuardDuty::Detector', ['Features', '2', 'AdditionalConfiguration', '0', 'Status'], 'DISABLED'],
  ['AWS::Budgets::Budget', ['NotificationsWithSubscribers'], []],
];

test.each(SETTINGS.map((each) => [`${each[0]} ${each[1].join('.')}`, each] as const))(
  '%s that is changed is found',
  (_, [type, path, value]) => {
    const changed: Resources = Object.fromEntries(
      Object.entries(resources).map(([id, resource]) => [
        id,
        resource.Type === type && has(resource.Properties, path)
          ? { ...resource, Properties: replaced(resource.Properties, path, value) as Record<string, unknown> }
          : resource,
      ]),
    );
    expect(changed).not.toEqual(resources);
    expect(findings(changed)).not.toEqual([]);
  },
);

/** Bucket of access logs and bucket of AWS Config: those that write to them refer to them. */
const isAccessLog = (id: string): boolean => id.startsWith('AccessLogs');
const isDeliveryBucket = (id: string): boolean => id.startsWith('ConfigurationBucket');

function has(value: unknown, path: readonly string[]): boolean {
  const [name = '', ...rest] = path;
  const next = (value as Record<string, unknown> | undefined)?.[name];
  return next !== undefined && (rest.length === 0 || has(next, rest));
}

function replaced(value: unknown, [name = '', ...rest]: readonly string[], by: unknown): unknown {
  const old = value as Record<string, unknown>;
  const next = rest.length === 0 ? by : replaced(old[name], rest, by);
  return Array.isArray(value)
    ? value.map((item: unknown, index) => (String(index) === name ? next : item))
    : { ...old, [name]: next };
}
