import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CodePipelineClient, GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { DescribeTargetHealthCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { displayWidth } from '@careplane/problems';
import { Clients } from '../aws/clients';
import { parameterStore } from '../aws/parameter-store';
import { stacksNow } from '../aws/stack-now';
import type { LedgerRecord } from '../ledger/ledger';
import { renderStatus, statusAsData } from './render-status';
import { isWell } from './service-health';
import { healthOf } from './stack-health';
import type { StackStatus } from './stack-health';

const ACCOUNT = '111122223333';
const REGION = 'us-east-2';
const NOW = new Date('2026-11-29T12:00:00Z');
const MODEL = { name: 'medmo', region: REGION, environments: [], bootstrapQualifier: 'hnb659fds' };
const SERVICE = `arn:aws:ecs:${REGION}:${ACCOUNT}:service/medmo-staging/api`;
const stack = (name: string) => ({ name, account: ACCOUNT, region: REGION });

const cloudFormation = mockClient(CloudFormationClient);
const ecs = mockClient(ECSClient);
const balancers = mockClient(ElasticLoadBalancingV2Client);
const alarms = mockClient(CloudWatchClient);
const pipelines = mockClient(CodePipelineClient);
const sts = mockClient(STSClient);

beforeEach(() => {
  for (const mock of [cloudFormation, ecs, balancers, alarms, pipelines, sts]) mock.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/jane` });
  sts
    .on(AssumeRoleCommand)
    .resolves({ Credentials: { AccessKeyId: 'A', SecretAccessKey: 'B', SessionToken: 'C', Expiration: undefined } });
  cloudFormation.on(DescribeStacksCommand).callsFake(({ StackName }: { StackName: string }) => ({
    Stacks: [{ StackName, StackStatus: 'UPDATE_COMPLETE', CreationTime: NOW }],
  }));
  cloudFormation.on(ListStackResourcesCommand).callsFake(({ StackName }: { StackName: string }) => ({
    StackResourceSummaries: RESOURCES[StackName]?.map(([ResourceType, PhysicalResourceId]) => ({
      ...{ ResourceType, PhysicalResourceId, LogicalResourceId: 'It', ResourceStatus: 'CREATE_COMPLETE' },
    })),
  }));
  alarms.on(DescribeAlarmsCommand).resolves({
    MetricAlarms: [
      {
        AlarmName: 'api-errors',
        StateReason: 'Threshold crossed',
        StateUpdatedTimestamp: new Date('2026-11-29T09:50:00Z'),
      },
      { AlarmName: 'of another platform' },
    ],
  });
  serviceIs(1, 'COMPLETED', 'healthy');
  pipelines.on(GetPipelineStateCommand).resolves({
    stageStates: [
      {
        stageName: 'Deploy',
        actionStates: [
          { actionName: 'Build', latestExecution: { status: 'InProgress' } },
          {
            actionName: 'Approve',
            latestExecution: {
              status: 'InProgress',
              token: 'secret',
              lastStatusChange: new Date('2026-11-27T08:00:00Z'),
            },
          },
        ],
      },
    ],
  });
});

const RESOURCES: Readonly<Record<string, [string, string][]>> = {
  'medmo-api-staging': [
    ['AWS::ECS::Service', SERVICE],
    ['AWS::CloudWatch::Alarm', 'api-errors'],
    ['AWS::CloudWatch::Alarm', 'api-latency'],
  ],
  'medmo-api-pipelines': [['AWS::CodePipeline::Pipeline', 'medmo-api-staging']],
};

function serviceIs(runningCount: number, rolloutState: string, ...states: string[]) {
  const deployments = [
    { status: 'PRIMARY', rolloutState, rolloutStateReason: 'ECS deployment circuit breaker' },
    { status: 'ACTIVE' },
  ];
  const loadBalancers = [{ targetGroupArn: 'group' }];
  ecs.on(DescribeServicesCommand).resolves({
    services: [{ status: 'ACTIVE', runningCount, desiredCount: 1, deployments, loadBalancers }],
  } as object);
  balancers.on(DescribeTargetHealthCommand).resolves({
    TargetHealthDescriptions: states.map((State) => ({ TargetHealth: { State, Description: `it is ${State}` } })),
  } as object);
}

async function looked(...names: string[]): Promise<StackStatus[]> {
  const clients = new Clients({ model: MODEL, purpose: 'look', directory: '.' } as never, parameterStore(REGION));
  return healthOf(await stacksNow(names.map(stack), clients, MODEL as never), clients, MODEL as never);
}

const record = (by = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/jane`): LedgerRecord =>
  ({ revision: 'a'.repeat(40), dirty: false, at: '2026-11-28T10:11:12Z', by }) as LedgerRecord;

async function shown() {
  const [api, built] = await looked('medmo-api-staging', 'medmo-api-pipelines');
  const drifted = { status: 'DRIFTED', at: '2026-11-26T11:00:00Z' };
  return [
    {
      ...{ unit: 'medmo-api', environment: 'staging', leftover: false, record: record() },
      stacks: [{ ...(api as StackStatus), image: `sha256:${'c'.repeat(64)}`, drift: drifted }, built as StackStatus],
    },
    { unit: 'medmo-lab', environment: 'staging', leftover: false, record: undefined, stacks: undefined },
  ];
}

afterEach(() => delete process.env['CAREPLANE_COLUMNS']);

it('a service is its tasks, its newest deployment and its targets; alarms are those of the stack', async () => {
  serviceIs(0, 'FAILED', 'healthy', 'unhealthy', 'draining');
  const [{ health } = { health: undefined }] = await looked('medmo-api-staging');
  expect(health).toEqual({
    services: [
      {
        ...{ name: 'api', running: 0, desired: 1, rollout: 'FAILED', reason: 'ECS deployment circuit breaker' },
        targets: { healthy: 1, all: 2, reasons: ['it is unhealthy'] },
      },
    ],
    alarms: [{ name: 'api-errors', reason: 'Threshold crossed', since: '2026-11-29T09:50:00.000Z' }],
    approvals: [],
    unknown: [],
  });
});

it('an approval is named with its page, and without the token that answers it', async () => {
  const [{ health } = { health: undefined }] = await looked('medmo-api-pipelines');
  expect(health?.approvals).toEqual([
    {
      ...{ pipeline: 'medmo-api-staging', stage: 'Deploy', action: 'Approve', since: '2026-11-27T08:00:00.000Z' },
      page: 'https://us-east-2.console.aws.amazon.com/codesuite/codepipeline/pipelines/medmo-api-staging/view?region=us-east-2',
    },
  ]);
});

it('what may not be asked is named, and the rest is answered; alarms are asked once for all stacks', async () => {
  ecs
    .on(DescribeServicesCommand)
    .rejects(Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' }));
  const [api] = await looked('medmo-api-staging', 'medmo-api-staging');
  expect(api?.health).toMatchObject({ services: [], alarms: [{ name: 'api-errors' }] });
  expect(api?.health?.unknown).toEqual([expect.stringContaining('AWS denied access while looking at the service api')]);
  expect(alarms.commandCalls(DescribeAlarmsCommand)).toHaveLength(1);
});

it.each([
  [1, 'COMPLETED', ['healthy'], true],
  [1, '', [], true],
  [0, 'COMPLETED', ['healthy'], false],
  [1, 'IN_PROGRESS', ['healthy'], false],
  [1, 'COMPLETED', ['healthy', 'initial'], false],
] as const)('%d task, %s, targets %j: well is %s', async (running, rollout, states, well) => {
  serviceIs(running, rollout, ...states);
  const [api] = await looked('medmo-api-staging');
  expect(api?.health?.services.map(isWell)).toEqual([well]);
});

describe('as text', () => {
  it('200 columns: a line for each', async () => {
    process.env['CAREPLANE_COLUMNS'] = '200';
    serviceIs(0, 'IN_PROGRESS', 'unhealthy');
    expect(renderStatus(await shown(), NOW)).toMatchInlineSnapshot(`
      "UNIT       ENVIRONMENT  DEPLOYED      AT                BY           IMAGE         STACKS  HEALTH                                       DRIFT
      medmo-api  staging      aaaaaaaaaaaa  2026-11-28 10:11  deploy/jane  cccccccccccc  ok      0/1 running deploying, 0/1 healthy, 1 alarm  drifted, 3 d 1 h ago
      medmo-lab  staging      never

      NOT WELL
        medmo-api-staging: 0 of 1 tasks run; deployment IN_PROGRESS: ECS deployment circuit breaker; 0 of 1 targets are healthy: it is unhealthy

      ALARMS
        api-errors, for 2 h 10 min: Threshold crossed

      WAITING FOR APPROVAL
        medmo-api-staging: Deploy/Approve, for 2 d 4 h: https://us-east-2.console.aws.amazon.com/codesuite/codepipeline/pipelines/medmo-api-staging/view?region=us-east-2"
    `);
  });

  it('60 columns: a block for each, and no line is wider but for an address', async () => {
    process.env['CAREPLANE_COLUMNS'] = '60';
    const text = renderStatus(await shown(), NOW);
    expect(text.split('\n').filter((line) => displayWidth(line) > 60 && !line.includes('https://'))).toEqual([]);
    expect(text).toMatchInlineSnapshot(`
      "medmo-api staging
        deployed  aaaaaaaaaaaa
        at        2026-11-28 10:11
        by        deploy/jane
        image     cccccccccccc
        stacks    ok
        health    1/1 running, 1 alarm
        drift     drifted, 3 d 1 h ago
      medmo-lab staging
        deployed  never

      ALARMS
        api-errors, for 2 h 10 min: Threshold crossed

      WAITING FOR APPROVAL
        medmo-api-staging: Deploy/Approve, for 2 d 4 h:
          https://us-east-2.console.aws.amazon.com/codesuite/codepipeline/pipelines/medmo-api-staging/view?region=us-east-2"
    `);
  });

  it('a sidecar is beside the image, by its name, once an image runs', async () => {
    process.env['CAREPLANE_COLUMNS'] = '200';
    const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
    const stackWith = (image: string) =>
      cloudFormation.on(DescribeStacksCommand).callsFake(({ StackName }: { StackName: string }) => ({
        Stacks: [
          {
            ...{ StackName, StackStatus: 'UPDATE_COMPLETE', CreationTime: NOW },
            Parameters: [
              { ParameterKey: 'ImageDigest', ParameterValue: image },
              { ParameterKey: 'SidecarOtelCollectorDigest', ParameterValue: digest('d') },
              { ParameterKey: 'BootstrapVersion', ParameterValue: '28' },
            ],
          },
        ],
      }));
    stackWith('');
    expect((await looked('medmo-api-staging'))[0]).not.toHaveProperty('sidecars');
    stackWith(digest('c'));
    const [api] = await looked('medmo-api-staging');
    expect(api?.sidecars).toEqual({ 'otel-collector': digest('d') });
    const unit = { unit: 'medmo-api', environment: 'staging', leftover: false, record: record() };
    const text = renderStatus([{ ...unit, stacks: [api as StackStatus] }], NOW);
    expect(text).toContain('cccccccccccc otel-collector=dddddddddddd');
  });

  it('as data, each stack has its health', async () => {
    const [api, lab] = statusAsData(await shown());
    expect(api?.stacks?.[0]).toMatchObject({ status: 'UPDATE_COMPLETE', health: { services: [{ running: 1 }] } });
    expect(lab).toMatchObject({ deployed: null, stacks: null });
  });
});
