import {
  CodePipelineClient,
  ListPipelineExecutionsCommand,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { clinic, copyOfMedmo, MEDMO } from '@careplane/platform/testing';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logs } from './commands/logs';
import { rollback } from './commands/rollback';

const ACCOUNT = '111122223333';
const ADMIN = join(MEDMO, 'admin');
const commit = (digit: string) => digit.repeat(40);
const DIGEST = `sha256:${'d'.repeat(64)}`;
const sts = mockClient(STSClient);
const pipelines = mockClient(CodePipelineClient);
const registry = mockClient(ECRClient);
const cloudWatch = mockClient(CloudWatchLogsClient);

let printed: { data: string[]; talk: string[] };
const terminal = {
  data: (text: string) => printed.data.push(text),
  talk: (text: string) => printed.talk.push(text),
  progress: () => undefined,
};

beforeEach(() => {
  for (const mock of [sts, pipelines, registry, cloudWatch]) mock.reset();
  printed = { data: [], talk: [] };
  sts.on(GetCallerIdentityCommand).resolves({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/jane` });
});

/** A platform that nothing builds images for. */
function withoutRepository(): string {
  const folder = clinic();
  const file = join(folder, 'platform.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^repository: .*$/m, ''));
  return folder;
}

const released = (...digits: string[]) =>
  pipelines.on(ListPipelineExecutionsCommand).resolves({
    pipelineExecutionSummaries: digits.map((digit) => ({
      pipelineExecutionId: digit,
      status: 'Succeeded',
      startTime: new Date('2026-11-28T10:00:00Z'),
      sourceRevisions: [{ actionName: 'Source', revisionId: commit(digit), revisionSummary: `feat: ${digit}` }],
    })),
  });

describe('careplane rollback of a service with a task before the deploy', () => {
  const withTask = () => {
    const folder = copyOfMedmo();
    const file = join(folder, 'admin/service.yaml');
    const tasks = 'tasks:\n  migrate: { command: [migrate], before: deploy }\n';
    writeFileSync(file, `${readFileSync(file, 'utf8')}${tasks}`);
    return join(folder, 'admin');
  };

  it('starts the pipeline without the task, and says so', async () => {
    released('b', 'a');
    registry.on(DescribeImagesCommand).resolves({ imageDetails: [{ imageDigest: DIGEST, imageTags: [commit('a')] }] });
    pipelines.on(StartPipelineExecutionCommand).resolves({ pipelineExecutionId: 'run' });
    expect(await rollback(withTask(), { env: 'production' }, terminal)).toBe(0);
    const [call] = pipelines.commandCalls(StartPipelineExecutionCommand);
    expect(call?.args[0].input.variables).toEqual([{ name: 'BEFORE_DEPLOY', value: 'skip' }]);
    expect(printed.data.join('\n')).toContain('The task migrate before the deploy is not run');
  });
});

describe('careplane rollback', () => {
  it('starts the pipeline of the environment for the release before, and says what is left to do', async () => {
    released('b', 'a');
    registry.on(DescribeImagesCommand).resolves({ imageDetails: [{ imageDigest: DIGEST, imageTags: [commit('a')] }] });
    pipelines.on(StartPipelineExecutionCommand).resolves({ pipelineExecutionId: 'run' });
    expect(await rollback(ADMIN, { env: 'production' }, terminal)).toBe(0);
    expect(pipelines.commandCalls(StartPipelineExecutionCommand)[0]?.args[0].input).toMatchObject({
      name: 'medmo-admin-production',
      sourceRevisions: [{ revisionValue: commit('a') }],
    });
    expect(registry.call(0).args[0].input).toMatchObject({ repositoryName: 'medmo/admin' });
    expect(printed.data.join('\n')).toMatchInlineSnapshot(`
      "medmo-admin-production goes back from bbbbbbbbbbbb (released 2026-11-28 10:00 UTC, feat: b) to aaaaaaaaaaaa (released 2026-11-28 10:00 UTC, feat: a).
      Image sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd. It is scanned again, with the exceptions of that commit: one that has expired since blocks it.
      The release waits for an approval, as every release.
      The branch stable still has the newer commits, and the next push releases them again: revert them there.
      Data that a newer release has changed in a database stays changed.

      Run run. To see how far it is:
      aws codepipeline list-action-executions --region us-east-2 --pipeline-name medmo-admin-production --filter pipelineExecutionId=run --query "actionExecutionDetails[].[stageName,status]" --output table"
    `);
  });

  it('starts nothing where the newest run releases that commit already', async () => {
    released('b', 'a');
    const { pipelineExecutionSummaries = [] } = await new CodePipelineClient({ region: 'us-east-2' }).send(
      new ListPipelineExecutionsCommand({ pipelineName: 'it' }),
    );
    const running = { ...pipelineExecutionSummaries[1], pipelineExecutionId: 'again', status: 'InProgress' as const };
    pipelines
      .on(ListPipelineExecutionsCommand)
      .resolves({ pipelineExecutionSummaries: [running, ...pipelineExecutionSummaries] });
    registry.on(DescribeImagesCommand).resolves({ imageDetails: [{ imageDigest: DIGEST, imageTags: [commit('a')] }] });
    expect(await rollback(ADMIN, { env: 'production' }, terminal)).toBe(0);
    expect(pipelines.commandCalls(StartPipelineExecutionCommand)).toHaveLength(0);
    expect(printed.data.join('\n')).toContain(
      'The run was started at 2026-11-28 10:00 UTC and is not over. Nothing was started now.',
    );
    expect(printed.data.join('\n')).toContain('Run again.');
  });

  it('lists', async () => {
    released('b', 'a');
    expect(await rollback(ADMIN, { env: 'staging', list: true }, terminal)).toBe(0);
    expect(printed.data.join('\n')).toMatchInlineSnapshot(`
      "COMMIT        RUN        STARTED               MESSAGE
      bbbbbbbbbbbb  Succeeded  2026-11-28 10:00 UTC  feat: b
      aaaaaaaaaaaa  Succeeded  2026-11-28 10:00 UTC  feat: a"
    `);
    expect(pipelines.commandCalls(StartPipelineExecutionCommand)).toHaveLength(0);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'the folder of a platform',
      () => rollback(MEDMO, { env: 'production' }, terminal),
      'is the folder of a platform. Give the folder of a service:',
    ],
    [
      'no environment',
      () => rollback(ADMIN, { env: 'shared' }, terminal),
      '--env shared is no environment of a service. Give one of staging, production.',
    ],
    [
      'no pipeline',
      () => rollback(join(withoutRepository(), 'portal'), { env: 'production' }, terminal),
      'There is no pipeline to release an earlier commit. Revert the change instead',
    ],
    [
      'no image',
      () => {
        released('b', 'a');
        registry.on(DescribeImagesCommand).resolves({ imageDetails: [] });
        return rollback(ADMIN, { env: 'production' }, terminal);
      },
      'The image of aaaaaaaaaaaa is no longer in medmo/admin',
    ],
    [
      'another account',
      () => {
        sts.on(GetCallerIdentityCommand).resolves({ Account: '999988887777', Arn: 'arn:aws:iam::999988887777:user/x' });
        return rollback(ADMIN, { env: 'production' }, terminal);
      },
      'These credentials are of account 999988887777',
    ],
  ])('refuses %s, and starts nothing', async (_, ran, sentence) => {
    await expect(ran()).rejects.toThrow(sentence);
    expect(pipelines.commandCalls(StartPipelineExecutionCommand)).toHaveLength(0);
  });
});

describe('careplane logs', () => {
  it('prints each event, with the caller’s own credentials', async () => {
    cloudWatch.on(FilterLogEventsCommand).resolves({
      events: [
        {
          eventId: '1',
          timestamp: Date.parse('2026-11-28T10:00:00Z'),
          logStreamName: 'api/api/0123456789ab',
          message: 'up\n',
        },
      ],
    });
    expect(await logs(ADMIN, { env: 'staging', since: '2026-11-28' }, terminal)).toBe(0);
    expect(printed.data).toEqual(['2026-11-28T10:00:00.000Z 01234567 up']);
    expect(cloudWatch.call(0).args[0].input).toMatchObject({
      logGroupName: '/careplane/medmo/environments/staging/admin',
    });
  });

  it('says that there is nothing, and what was never deployed', async () => {
    cloudWatch.on(FilterLogEventsCommand).resolves({});
    expect(await logs(ADMIN, { env: 'staging', since: '2026-11-28' }, terminal)).toBe(0);
    expect(printed.talk).toEqual([
      'No event in /careplane/medmo/environments/staging/admin since 2026-11-28T00:00:00.000Z.',
    ]);
    cloudWatch
      .on(FilterLogEventsCommand)
      .rejects(Object.assign(new Error('no'), { name: 'ResourceNotFoundException' }));
    await expect(logs(ADMIN, { env: 'staging', since: '1h' }, terminal)).rejects.toThrow(
      'admin was never deployed to staging. Deploy it first: careplane deploy',
    );
  });
});
