import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeTasksCommand, ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { deployedTask, outputsOf } from './deployed-task';
import type { PlatformModel } from '@careplane/config';
import { serviceWithTask } from './required-task';
import { runTask } from './run-task';
import { startTask } from './start-task';
import { taskPlaceOf } from './task-place';

jest.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

const place = taskPlaceOf(
  { name: 'acme' },
  { name: 'api', unit: 'acme-api', tasks: { seed: { command: ['seed'] }, 'import-codes': { command: ['import'] } } },
  { name: 'staging', account: '111122223333', region: 'us-east-2' },
);
const request = {
  cluster: 'acme-staging',
  taskDefinition: 'arn:aws:ecs:us-east-2:111122223333:task-definition/acme-api-staging:7',
};
const deployed = { request, container: 'api', logGroupName: place.logGroupName };
const TASK = 'arn:aws:ecs:us-east-2:111122223333:task/acme-staging/0123';
const ecs = mockClient(ECSClient);
const logs = mockClient(CloudWatchLogsClient);
const formation = mockClient(CloudFormationClient);
const clients = {
  ecs: new ECSClient({ region: 'us-east-2' }),
  logs: new CloudWatchLogsClient({ region: 'us-east-2' }),
};

beforeEach(() => [ecs, logs, formation].forEach((mock) => mock.reset()));

test('the roles are those of the environment’s access stack and of the service’s own stack', () => {
  expect(place).toMatchObject({
    stack: { name: 'acme-api-staging', deployRoleArn: 'arn:aws:iam::111122223333:role/careplane-acme-staging-deploy' },
    runnerRoleArn: 'arn:aws:iam::111122223333:role/careplane/acme/staging/run-tasks-acme-api-staging',
    logGroupName: '/careplane/acme/environments/staging/api',
  });
});

describe('what is deployed', () => {
  const client = new CloudFormationClient({ region: 'us-east-2' });
  const answer = (outputs: Record<string, string>) =>
    formation.on(DescribeStacksCommand).resolves({
      Stacks: [
        {
          StackName: 'acme-api-staging',
          CreationTime: new Date(0),
          StackStatus: 'UPDATE_COMPLETE',
          Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
        },
      ],
    });

  it('is in the outputs of the stack', async () => {
    answer({ TaskImportCodes: JSON.stringify(request) });
    expect(deployedTask('import-codes', place, await outputsOf(client, 'acme-api-staging'), 'deploy it')).toEqual(
      deployed,
    );
  });

  it('decides: a task that is only in the file is refused', async () => {
    answer({ TaskImportCodes: JSON.stringify(request) });
    const outputs = await outputsOf(client, 'acme-api-staging');
    expect(() => deployedTask('seed', place, outputs, 'deploy it')).toThrow(
      'The task seed of api in staging is not deployed. Deploy the service first: deploy it',
    );
  });

  it('may be nothing: no stack, or no image', async () => {
    formation.on(DescribeStacksCommand).rejects(new Error('Stack with id acme-api-staging does not exist'));
    expect(await outputsOf(client, 'acme-api-staging')).toBeUndefined();
    expect(() => deployedTask('seed', place, undefined, 'deploy it')).toThrow('api in staging is not deployed.');
    expect(() => deployedTask('seed', place, {}, 'deploy it')).toThrow('the service has no image there yet');
  });
});

describe('starting', () => {
  it('sends the deployed request and who asked', async () => {
    ecs.on(RunTaskCommand).resolves({ tasks: [{ taskArn: TASK }] });
    expect(await startTask(clients.ecs, deployed, 'assumed-role/dev/jane@acme.example')).toBe(TASK);
    expect(ecs.call(0).args[0].input).toEqual({
      ...request,
      group: 'one-off',
      startedBy: 'assumed-role/dev/jane-acme.example',
    });
  });

  it('says why ECS started none', async () => {
    ecs.on(RunTaskCommand).resolves({ failures: [{ reason: 'RESOURCE:FARGATE', detail: 'no capacity' }] });
    await expect(startTask(clients.ecs, deployed, 'dev')).rejects.toThrow(
      'ECS started no task: RESOURCE:FARGATE: no capacity.',
    );
  });
});

describe('waiting', () => {
  const page = (messages: string[], nextForwardToken: string) => ({
    events: messages.map((message) => ({ message })),
    nextForwardToken,
  });
  const watch = () => {
    const lines: string[] = [];
    const statuses: string[] = [];
    return {
      lines,
      statuses,
      line: (text: string) => lines.push(text),
      status: (text: string) => statuses.push(text),
      stop: () => false,
    };
  };
  const stopped = (container: object, stoppedReason = 'Essential container in task exited') => ({
    tasks: [
      {
        lastStatus: 'STOPPED',
        stoppedReason,
        containers: [
          { name: 'aws-guardduty-agent', exitCode: 0 },
          { name: 'api', ...container },
        ],
      },
    ],
  });

  it('shows each line once, also those that come after the end, and gives the exit code of the service’s container', async () => {
    ecs
      .on(DescribeTasksCommand)
      .resolvesOnce({ failures: [{ reason: 'MISSING' }] })
      .resolvesOnce({ tasks: [{ lastStatus: 'RUNNING' }] })
      .resolves(stopped({ exitCode: 4 }));
    const absent = Object.assign(new Error('no stream'), { name: 'ResourceNotFoundException' });
    logs
      .on(GetLogEventsCommand)
      .rejectsOnce(absent)
      .resolvesOnce(page(['one', 'two\n'], 'a'))
      .resolvesOnce(page([], 'a'))
      .resolvesOnce(page([], 'a'))
      .resolvesOnce(page(['late'], 'b'))
      .resolves(page([], 'b'));
    const watched = watch();
    expect(await runTask(clients, deployed, TASK, watched)).toEqual({
      exitCode: 4,
      reason: 'Essential container in task exited',
    });
    expect(watched.lines).toEqual(['one', 'two', 'late']);
    expect(watched.statuses).toEqual(['RUNNING', 'STOPPED']);
    expect(logs.call(0).args[0].input).toMatchObject({
      logStreamName: 'api/api/0123',
      logGroupName: place.logGroupName,
    });
  });

  it('has no exit code for a container that never ran', async () => {
    ecs.on(DescribeTasksCommand).resolves(stopped({}, 'CannotPullContainerError'));
    logs.on(GetLogEventsCommand).resolves(page([], 'a'));
    expect(await runTask(clients, deployed, TASK, watch())).toEqual({
      exitCode: undefined,
      reason: 'CannotPullContainerError',
    });
  });

  it('ends without a result when the person stops the waiting', async () => {
    expect(await runTask(clients, deployed, TASK, { ...watch(), stop: () => true })).toBeUndefined();
  });
});

it('a task of the releases is refused for a person, with what to do', () => {
  const service = {
    ...{ name: 'api', unit: 'acme-api', directory: 'acme/api', tasks: { seed: { command: ['seed'] } } },
    beforeDeploy: { name: 'migrate', command: ['migrate'], timeoutMinutes: 30 },
  };
  const model = { services: [service] } as unknown as PlatformModel;
  expect(() => serviceWithTask(model, 'api', 'migrate', 'acme/api')).toThrow(
    /^The releases of api run the task migrate before they deploy an image.*retry the stage Deploy/,
  );
  expect(serviceWithTask(model, 'api', 'seed', 'acme/api')).toBe(service);
});
