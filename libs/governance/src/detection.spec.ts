import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccessAnalyzer } from './access-analyzer';
import { AccessLogBucket } from './access-log-bucket';
import { AccountBudget } from './account-budget';
import { ConfigRules } from './config-rules';
import { ConfigurationRecorder } from './configuration-recorder';
import { HipaaConformancePack, packRules } from './conformance-pack/conformance-pack';
import { DEVIATIONS } from './conformance-pack/deviations';
import { rules } from './conformance-pack/rules.json';
import { EncryptionKey } from './encryption-key';
import { SecurityHubStandards } from './security-hub';
import { testStack } from './testing/stack';
import { ThreatDetection } from './threat-detection';

function synthesize(build: (stack: Stack) => void): Template {
  const stack = testStack();
  build(stack);
  return Template.fromStack(stack);
}

const recorder = (recordsGlobalResources: boolean, createsServiceLinkedRole: boolean) =>
  synthesize((stack) => {
    new ConfigurationRecorder(stack, 'Configuration', {
      name: 'acme-baseline',
      key: new EncryptionKey(stack, 'Key', { description: 'acme' }).key,
      accessLogs: new AccessLogBucket(stack, 'AccessLogs', { retentionDays: 2192 }).bucket,
      retentionDays: 2192,
      recordsGlobalResources,
      createsServiceLinkedRole,
    });
  });

describe('AWS Config', () => {
  test('records everything with its service-linked role, and outlives its stack', () => {
    recorder(true, true).hasResource('AWS::Config::ConfigurationRecorder', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: true },
        RoleARN: Match.anyValue(),
      },
    });
    expect(JSON.stringify(recorder(true, true).toJSON())).toContain('config.amazonaws.com/AWSServiceRoleForConfig');
  });

  test('records IAM in one region of an account, and makes the role where it is missing', () => {
    const template = recorder(false, false);
    template.hasResourceProperties('AWS::Config::ConfigurationRecorder', {
      RecordingGroup: { IncludeGlobalResourceTypes: false },
    });
    template.resourceCountIs('AWS::IAM::ServiceLinkedRole', 0);
    recorder(true, true).resourceCountIs('AWS::IAM::ServiceLinkedRole', 1);
  });

  test('recorder and channel do not wait for each other: CloudFormation would wait for ever', () => {
    const all = recorder(true, true).toJSON()['Resources'] as Record<string, { Type: string; DependsOn?: string[] }>;
    const idOf = (type: string) => Object.entries(all).find(([, { Type }]) => Type === type)?.[0] ?? '';
    expect(all[idOf('AWS::Config::ConfigurationRecorder')]?.DependsOn).not.toContain(
      idOf('AWS::Config::DeliveryChannel'),
    );
    expect(all[idOf('AWS::Config::DeliveryChannel')]?.DependsOn).not.toContain(
      idOf('AWS::Config::ConfigurationRecorder'),
    );
  });

  test.each([
    [true, 7],
    [false, 2],
  ])('asks about the account once (%s), and about the region everywhere', (judgesAccount, count) => {
    const template = synthesize((stack) => {
      new ConfigRules(stack, 'Rules', { namePrefix: 'acme', judgesAccount });
    });
    template.resourceCountIs('AWS::Config::ConfigRule', count);
  });
});

describe('the conformance pack', () => {
  const template = synthesize((stack) => {
    new HipaaConformancePack(stack, 'Pack', { name: 'acme-hipaa' });
  });
  const [pack] = Object.values(template.findResources('AWS::Config::ConformancePack'));
  const body = JSON.parse((pack?.['Properties'] as { TemplateBody: string }).TemplateBody) as {
    Resources: Record<
      string,
      { Properties: { ConfigRuleName: string; InputParameters?: object; Source: { SourceIdentifier: string } } }
    >;
  };
  const byIdentifier = (identifier: string) =>
    Object.values(body.Resources).find(({ Properties }) => Properties.Source.SourceIdentifier === identifier)
      ?.Properties;

  test('is AWS’s pack without what is excluded, and with the rule about target groups', () => {
    const excluded = DEVIATIONS.filter(({ kind }) => kind === 'excluded');
    expect(rules).toHaveLength(130);
    expect(Object.keys(body.Resources)).toHaveLength(130 - excluded.length + 1);
    expect(byIdentifier('ELBV2_TARGETGROUP_PROTOCOL_ENCRYPTED')).toBeDefined();
    for (const { identifier } of excluded) expect(byIdentifier(identifier)).toBeUndefined();
  });

  test('has the parameters that the deviations give, and no empty one', () => {
    expect(byIdentifier('CLOUDWATCH_ALARM_ACTION_CHECK')?.InputParameters).toMatchObject({
      insufficientDataActionRequired: 'false',
    });
    expect(packRules().find(({ identifier }) => identifier === 'IAM_PASSWORD_POLICY')?.parameters).toMatchObject({
      MinimumPasswordLength: '14',
    });
    expect(JSON.stringify(body)).not.toContain(':""');
  });

  test('each deviation is about a rule of the pack, once, with a reason', () => {
    const known = new Set(rules.map(({ identifier }) => identifier));
    expect(DEVIATIONS.filter(({ identifier }) => !known.has(identifier))).toEqual([]);
    expect(new Set(DEVIATIONS.map(({ identifier }) => identifier)).size).toBe(DEVIATIONS.length);
    expect(DEVIATIONS.filter(({ reason }) => reason.length < 60)).toEqual([]);
  });
});

test('Security Hub has the three standards, which wait for the hub', () => {
  const template = synthesize((stack) => {
    new SecurityHubStandards(stack, 'SecurityHub');
  });
  const standards = Object.values(template.findResources('AWS::SecurityHub::Standard'));
  expect(standards.map(({ Properties }) => JSON.stringify(Properties)).join()).toMatch(
    /aws-foundational-security-best-practices.*cis-aws-foundations-benchmark\/v\/5\.0\.0.*nist-800-53/,
  );
  const hubs = Object.keys(template.findResources('AWS::SecurityHub::Hub'));
  expect(standards.map(({ DependsOn }) => DependsOn as unknown)).toEqual([hubs, hubs, hubs]);
  template.hasResource('AWS::SecurityHub::Hub', { UpdateReplacePolicy: 'Retain' });
});

test('GuardDuty watches tasks, databases, buckets and volumes', () => {
  const template = synthesize((stack) => {
    new ThreatDetection(stack, 'Threats');
  });
  template.hasResourceProperties('AWS::GuardDuty::Detector', {
    Enable: true,
    Features: Match.arrayWith([
      { Name: 'S3_DATA_EVENTS', Status: 'ENABLED' },
      { Name: 'RDS_LOGIN_EVENTS', Status: 'ENABLED' },
      Match.objectLike({
        Name: 'RUNTIME_MONITORING',
        Status: 'ENABLED',
        AdditionalConfiguration: Match.arrayWith([{ Name: 'ECS_FARGATE_AGENT_MANAGEMENT', Status: 'ENABLED' }]),
      }),
      { Name: 'EBS_MALWARE_PROTECTION', Status: 'ENABLED' },
    ]),
  });
});

test('Access Analyzer looks at access from outside of the account', () => {
  synthesize((stack) => {
    new AccessAnalyzer(stack, 'Access', { name: 'acme' });
  }).hasResourceProperties('AWS::AccessAnalyzer::Analyzer', { AnalyzerName: 'acme', Type: 'ACCOUNT' });
});

test('the budget tells people at 80 and 100 %, and when the forecast reaches it', () => {
  const template = synthesize((stack) => {
    new AccountBudget(stack, 'Budget', { monthlyUsd: 900, emails: ['billing@acme.example'] });
  });
  template.hasResourceProperties('AWS::Budgets::Budget', {
    Budget: { BudgetName: Match.absent(), BudgetLimit: { Amount: 900, Unit: 'USD' }, TimeUnit: 'MONTHLY' },
    NotificationsWithSubscribers: [
      ['ACTUAL', 80],
      ['ACTUAL', 100],
      ['FORECASTED', 100],
    ].map(([NotificationType, Threshold]) =>
      Match.objectLike({
        Notification: { NotificationType, Threshold, ThresholdType: 'PERCENTAGE', ComparisonOperator: 'GREATER_THAN' },
        Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'billing@acme.example' }],
      }),
    ),
  });
});
