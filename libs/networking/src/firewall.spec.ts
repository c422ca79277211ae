import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Firewall } from './firewall';
import { testStack } from './testing/stack';

const BALANCER = 'arn:aws:elasticloadbalancing:us-east-2:111122223333:loadbalancer/app/balancer/50dc6c495c0c9188';
const LOG_GROUP = 'aws-waf-logs-acme-staging';

function synthesize(countOnly: readonly string[] = []): Template {
  const stack = testStack();
  new Firewall(stack, 'Firewall', {
    loadBalancerArn: BALANCER,
    requestsPer5Minutes: 2000,
    countOnly,
    logGroupName: LOG_GROUP,
    logKey: new Key(stack, 'Key'),
    logDays: 365,
  });
  return Template.fromStack(stack);
}

interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly OverrideAction?: object;
  readonly Action?: object;
  readonly Statement: Record<string, { Name: string; VendorName: string; RuleActionOverrides?: object[] }>;
}

function rulesOf(template: Template): Rule[] {
  const [webAcl] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
  return webAcl?.['Properties'].Rules;
}

test('a limit for each address comes first, then AWS’s four groups, each with a priority of its own', () => {
  expect(rulesOf(synthesize()).map(({ Priority, Name }) => `${Priority} ${Name}`)).toEqual([
    '0 RateLimit',
    '1 AWSManagedRulesAmazonIpReputationList',
    '2 AWSManagedRulesCommonRuleSet',
    '3 AWSManagedRulesKnownBadInputsRuleSet',
    '4 AWSManagedRulesSQLiRuleSet',
  ]);
});

test('an address that asks too often is blocked', () => {
  expect(rulesOf(synthesize())[0]).toMatchObject({
    Action: { Block: {} },
    Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 2000, EvaluationWindowSec: 300 } },
  });
});

test('the groups act as AWS means them to', () => {
  for (const { Name, Statement, OverrideAction } of rulesOf(synthesize()).slice(1)) {
    expect(Statement).toEqual({ ManagedRuleGroupStatement: { VendorName: 'AWS', Name } });
    expect(OverrideAction).toEqual({ None: {} });
  }
});

test('rules named in countOnly count, in the common group alone', () => {
  const overridden = rulesOf(synthesize(['SizeRestrictions_BODY', 'NoUserAgent_HEADER'])).filter(
    ({ Statement }) => Statement['ManagedRuleGroupStatement']?.RuleActionOverrides,
  );
  expect(overridden).toHaveLength(1);
  expect(overridden[0]?.Statement['ManagedRuleGroupStatement']).toEqual({
    VendorName: 'AWS',
    Name: 'AWSManagedRulesCommonRuleSet',
    RuleActionOverrides: [
      { Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } },
      { Name: 'NoUserAgent_HEADER', ActionToUse: { Count: {} } },
    ],
  });
});

test('it stands before the balancer', () => {
  synthesize().hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
    ResourceArn: BALANCER,
    WebACLArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('WebAcl'), 'Arn'] },
  });
});

test('every request is logged, without the headers that carry credentials', () => {
  synthesize().hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
    ResourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('WebAcl'), 'Arn'] },
    LogDestinationConfigs: [`arn:aws:logs:us-east-2:111122223333:log-group:${LOG_GROUP}`],
    RedactedFields: [{ SingleHeader: { Name: 'authorization' } }, { SingleHeader: { Name: 'cookie' } }],
    LoggingFilter: Match.absent(),
  });
});

test('the log is encrypted, kept, and written to by log delivery for this account only', () => {
  const template = synthesize();
  template.hasResource('AWS::Logs::LogGroup', {
    UpdateReplacePolicy: 'Retain',
    Properties: {
      LogGroupName: LOG_GROUP,
      RetentionInDays: 365,
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Key'), 'Arn'] },
    },
  });
  const [logGroup] = Object.values(template.findResources('AWS::Logs::LogGroup'));
  expect(logGroup?.['Properties'].ResourcePolicyDocument.Statement).toEqual([
    expect.objectContaining({
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Resource: `arn:aws:logs:us-east-2:111122223333:log-group:${LOG_GROUP}:*`,
      Condition: expect.objectContaining({ StringEquals: { 'aws:SourceAccount': '111122223333' } }) as unknown,
    }),
  ]);
});

test('logging waits for the log group and its policy, which takes none of the ten of the account', () => {
  const template = synthesize();
  const [logging] = Object.values(template.findResources('AWS::WAFv2::LoggingConfiguration'));
  const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  expect(logging?.['DependsOn']).toContain(logGroup);
  template.resourceCountIs('AWS::Logs::ResourcePolicy', 0);
});
