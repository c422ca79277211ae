import {
  CloudFormationClient,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DescribeStacksCommand,
  DetectStackDriftCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { Clients } from '../aws/clients';
import { parameterStore } from '../aws/parameter-store';
import { driftsOf } from './drifts';
import { propertyWords, renderDrift } from './render-drift';
import { isInSync } from './stack-drift';

const ACCOUNT = '111122223333';
const REGION = 'us-east-2';
const NOW = new Date('2026-11-29T12:00:00Z');
const MODEL = { name: 'medmo', region: REGION, environments: [], bootstrapQualifier: 'hnb659fds' } as const;
const API = { name: 'medmo-api-staging', account: ACCOUNT, region: REGION };

const cloudFormation = mockClient(CloudFormationClient);
const sts = mockClient(STSClient);

const difference = (PropertyPath: string, DifferenceType: string, ExpectedValue: string, ActualValue: string) => ({
  ...{ PropertyPath, DifferenceType, ExpectedValue, ActualValue },
});
const changed = (LogicalResourceId: string, ResourceType: string, ...PropertyDifferences: object[]) => ({
  ...{ LogicalResourceId, ResourceType, PhysicalResourceId: `id-of-${LogicalResourceId}`, PropertyDifferences },
  StackResourceDriftStatus: 'MODIFIED',
});
const same = (LogicalResourceId: string) => ({ LogicalResourceId, StackResourceDriftStatus: 'IN_SYNC' });

/** What CloudFormation answers when the detection has ended. */
function accountHas(drifts: object[], verdict = 'DRIFTED', status = 'UPDATE_COMPLETE') {
  const DriftInformation = { StackDriftStatus: verdict, LastCheckTimestamp: new Date('2026-11-29T11:30:00Z') };
  cloudFormation.on(DescribeStacksCommand).resolves({
    Stacks: [{ StackName: API.name, StackStatus: status, CreationTime: NOW, DriftInformation }],
  } as object);
  cloudFormation.on(DescribeStackResourceDriftsCommand).callsFake(({ NextToken }: { NextToken?: string }) => {
    const from = Number(NextToken ?? 0);
    return {
      StackResourceDrifts: drifts.slice(from, from + 1),
      NextToken: from + 1 < drifts.length ? String(from + 1) : undefined,
    };
  });
}

beforeEach(() => {
  cloudFormation.reset();
  sts.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/jane` });
  sts
    .on(AssumeRoleCommand)
    .resolves({ Credentials: { AccessKeyId: 'A', SecretAccessKey: 'B', SessionToken: 'C', Expiration: undefined } });
  cloudFormation.on(DetectStackDriftCommand).resolves({ StackDriftDetectionId: '1' });
  cloudFormation
    .on(DescribeStackDriftDetectionStatusCommand)
    .resolvesOnce({ DetectionStatus: 'DETECTION_IN_PROGRESS' } as object)
    .resolves({ DetectionStatus: 'DETECTION_COMPLETE' } as object);
  const resources = [
    ['Group', 'AWS::EC2::SecurityGroup'],
    ['Log', 'AWS::Logs::LogGroup'],
    ['Service', 'AWS::ECS::Service'],
    ['Target', 'AWS::ApplicationAutoScaling::ScalableTarget'],
    ['Rule', 'Custom::Rule'],
    ['Other', 'Custom::Rule'],
  ];
  cloudFormation.on(ListStackResourcesCommand).resolves({
    StackResourceSummaries: resources.map(([LogicalResourceId, ResourceType]) => ({
      ...{ LogicalResourceId, ResourceType, PhysicalResourceId: 'x', ResourceStatus: 'CREATE_COMPLETE' },
    })),
  } as object);
  cloudFormation.on(GetTemplateCommand).resolves({
    TemplateBody: JSON.stringify({
      Resources: { Group: { Type: '', Metadata: { 'aws:cdk:path': 'medmo-api-staging/Service/Group/Resource' } } },
    }),
  });
});

async function drift(last = false, stack = API) {
  const clients = new Clients({ model: MODEL, purpose: 'look', directory: '.' }, parameterStore(REGION));
  const [found] = await driftsOf([stack], clients, { model: MODEL, last, progress: () => undefined });
  if (found === undefined) throw new Error('there is none');
  return found;
}

it('waits for the detection, and names each property with both values; pages are read to the end', async () => {
  accountHas([
    same('Target'),
    changed(
      'Group',
      'AWS::EC2::SecurityGroup',
      difference('/SecurityGroupIngress/1', 'ADD', 'null', '{"CidrIp":"0.0.0.0/0","FromPort":22}'),
    ),
    {
      ...same('Log'),
      ResourceType: 'AWS::Logs::LogGroup',
      PhysicalResourceId: '/log',
      StackResourceDriftStatus: 'DELETED',
    },
    changed('Service', 'AWS::ECS::Service', difference('/TaskDefinition', 'NOT_EQUAL', 'api:1', 'api:2')),
  ]);
  const found = await drift();
  expect(found).toMatchObject({
    verdict: 'drifted',
    at: '2026-11-29T11:30:00.000Z',
    notCompared: { 'Custom::Rule': 2 },
  });
  expect(cloudFormation.commandCalls(DescribeStackDriftDetectionStatusCommand)).toHaveLength(2);
  expect(renderDrift([found], NOW)).toMatchInlineSnapshot(`
    "STACK              DRIFT       CHECKED
    medmo-api-staging  drifted: 3  30 min ago

    NOT AS THE TEMPLATES SAY
      medmo-api-staging/Service/Group (AWS::EC2::SecurityGroup)
        SecurityGroupIngress/1: { CidrIp 0.0.0.0/0, FromPort 22 } was added; the
          template does not have it
      medmo-api-staging/Log (AWS::Logs::LogGroup) was deleted: /log
      medmo-api-staging/Service (AWS::ECS::Service)
        TaskDefinition is api:2; the template says api:1

    Not compared by CloudFormation: 2 resources: Custom::Rule ×2."
  `);
});

it('a count of tasks that auto scaling has set is no drift', async () => {
  accountHas([changed('Service', 'AWS::ECS::Service', difference('/DesiredCount', 'NOT_EQUAL', '2', '5'))]);
  const found = await drift();
  expect(found).toMatchObject({ verdict: 'in sync', resources: [] });
  expect(isInSync(found)).toBe(true);
});

it('a secret is not shown', async () => {
  accountHas([
    changed('Service', 'AWS::ECS::Service', difference('/Environment/DB_PASSWORD', 'NOT_EQUAL', 'old-one', 'new-one')),
  ]);
  expect(JSON.stringify(await drift())).not.toMatch(/old-one|new-one/);
});

it('waits for a detection of another caller, and then begins its own', async () => {
  accountHas([], 'IN_SYNC');
  cloudFormation
    .on(DetectStackDriftCommand)
    .rejectsOnce(new Error('Drift detection is already in progress for stack [arn]'))
    .resolves({ StackDriftDetectionId: '2' });
  await drift();
  expect(cloudFormation.commandCalls(DetectStackDriftCommand)).toHaveLength(2);
  expect(cloudFormation.commandCalls(DescribeStackDriftDetectionStatusCommand)[0]?.args[0].input).toEqual({
    StackDriftDetectionId: '2',
  });
});

it('what could not be read is not in sync', async () => {
  accountHas([same('Group')], 'IN_SYNC');
  cloudFormation.on(DescribeStackDriftDetectionStatusCommand).resolves({
    DetectionStatus: 'DETECTION_FAILED',
    DetectionStatusReason: 'not authorized to perform: logs:DescribeLogGroups',
  } as object);
  const found = await drift();
  expect(found).toMatchObject({ verdict: 'incomplete', reason: expect.stringContaining('logs:DescribeLogGroups') });
  expect(isInSync(found)).toBe(false);
});

it('ends after a time, and says so', async () => {
  accountHas([], 'NOT_CHECKED');
  cloudFormation
    .on(DescribeStackDriftDetectionStatusCommand)
    .resolves({ DetectionStatus: 'DETECTION_IN_PROGRESS' } as object);
  expect(await drift()).toMatchObject({
    verdict: 'incomplete',
    reason: 'The detection did not end within ten minutes',
  });
});

it('--last begins no detection, and a stack that was never checked is not in sync', async () => {
  accountHas([same('Group')], 'IN_SYNC');
  expect(await drift(true)).toMatchObject({ verdict: 'in sync' });
  accountHas([], 'NOT_CHECKED');
  const found = await drift(true);
  expect(found).toMatchObject({ verdict: 'not checked', reason: 'The drift of medmo-api-staging was never detected' });
  expect(isInSync(found)).toBe(false);
  expect(cloudFormation.commandCalls(DetectStackDriftCommand)).toHaveLength(0);
});

it('a stack in a state that CloudFormation does not compare is not checked', async () => {
  accountHas([], 'NOT_CHECKED', 'UPDATE_IN_PROGRESS');
  expect(await drift()).toMatchObject({
    verdict: 'not checked',
    reason: expect.stringContaining('UPDATE_IN_PROGRESS'),
  });
  expect(cloudFormation.commandCalls(DetectStackDriftCommand)).toHaveLength(0);
});

it('no role is taken in the caller’s own account; in another one, the last result is read with the role that looks', async () => {
  accountHas([same('Group')], 'IN_SYNC');
  await drift();
  expect(sts.commandCalls(AssumeRoleCommand)).toHaveLength(0);
  const found = await drift(false, { ...API, account: '999988887777' });
  expect(found).toMatchObject({ verdict: 'in sync', reason: expect.stringContaining('detect-stack-drift') });
  expect(sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input.RoleArn).toContain('999988887777:role/');
  expect(cloudFormation.commandCalls(DetectStackDriftCommand)).toHaveLength(1);
});

it.each([
  ['added', undefined, '{"A":1}', 'P/0: { A 1 } was added; the template does not have it'],
  ['removed', '[1]', undefined, 'P/0: [1] was removed; the template has it'],
  ['changed', 'a', 'b', 'P/0 is b; the template says a'],
] as const)('%s in words', (change, expected, actual, words) => {
  const values = { ...(expected === undefined ? {} : { expected }), ...(actual === undefined ? {} : { actual }) };
  expect(propertyWords({ property: 'P/0', change, ...values })).toBe(words);
});
