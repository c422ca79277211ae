// What people do who run a service: read its log, and go back to an earlier release.
import { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodePipelineClient, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { DescribeImagesCommand, ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { report } from '../harness';
import { ACCOUNT, REGION } from './world';
import type { World } from './world';

const PIPELINE = 'medmo-admin-production';
const REPOSITORY = 'medmo/admin';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const FOLDER = 'apps/medmo/admin';
const commit = (digit: string) => digit.repeat(40);

/** A client of the emulator, as an administrator. */
function access(world: World) {
  const credentials = { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' };
  return { region: REGION, endpoint: world.emulator.url, credentials };
}

/** The log of a service, its parts, and what is no log. */
export async function logsAreRead(world: World): Promise<void> {
  const client = new CloudWatchLogsClient(access(world));
  const stream = {
    logGroupName: '/careplane/medmo/environments/staging/api',
    logStreamName: `api/api/${'0123456789abcdef'.repeat(2)}`,
  };
  await client.send(new CreateLogStreamCommand(stream));
  const now = Date.now();
  const logEvents = ['GET /health 200', 'ERROR no connection', 'GET /claims 500'].map((message, index) => ({
    message,
    timestamp: now - 60_000 + index,
  }));
  await client.send(new PutLogEventsCommand({ ...stream, logEvents }));
  const read = (...more: string[]) => world.careplane(['logs', 'apps/medmo/api', '--env', 'staging', ...more]);
  const all = read();
  report(
    'careplane logs: each event with its time and its task, oldest first',
    all.status === 0 &&
      /^\S+Z 01234567 GET \/health 200\n\S+Z 01234567 ERROR no connection\n\S+Z 01234567 GET \/claims 500\n$/.test(
        all.stdout,
      ),
    all.stdout + all.stderr,
  );
  const some = read('--filter', 'ERROR', '--json');
  const none = read('--since', '10s');
  report(
    'careplane logs: a filter, and a time without events',
    (JSON.parse(some.stdout) as { message: string }).message === 'ERROR no connection' &&
      none.status === 0 &&
      none.stdout === '' &&
      none.stderr.includes('No event in'),
    some.stdout + some.stderr + none.stdout + none.stderr,
  );
}

/** A release goes back: the pipeline runs for the earlier commit, whose image is still there, and for no other. */
export async function releasesGoBack(world: World): Promise<void> {
  const ecr = new ECRClient(access(world));
  const push = (digit: string) =>
    ecr.send(
      new PutImageCommand({
        repositoryName: REPOSITORY,
        imageManifest: JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, layers: [], about: digit }),
        imageManifestMediaType: MANIFEST,
        imageTag: commit(digit),
      }),
    );
  for (const digit of ['a', 'c']) await push(digit);
  const run = (digit: string, status: string, day: number) => ({
    pipelineExecutionId: digit,
    status,
    startTime: Date.UTC(2026, 10, day) / 1000,
    sourceRevisions: [{ actionName: 'Source', revisionId: commit(digit), revisionSummary: `feat: ${digit}` }],
  });
  const runs = [
    run('c', 'Succeeded', 28),
    run('b', 'Succeeded', 27),
    run('e', 'Failed', 26),
    run('a', 'Succeeded', 25),
  ];
  await world.emulator.executions({ account: ACCOUNT, region: REGION, pipeline: PIPELINE, runs });
  const rollback = (...more: string[]) => world.careplane(['rollback', FOLDER, '--env', 'production', ...more]);

  const gone = rollback();
  const never = rollback('--to', commit('e'));
  const here = rollback('--to', commit('c'));
  report(
    'careplane rollback: refused without the image, for a commit that was never released, and for the deployed one',
    [gone, never, here].every(({ status }) => status === 2) &&
      gone.stderr.includes(`The image of ${commit('b').slice(0, 12)} is no longer in ${REPOSITORY}`) &&
      never.stderr.includes('has never released this commit') &&
      here.stderr.includes('deployed already'),
    [gone, never, here].map(({ stderr }) => stderr).join('\n'),
  );

  const image = await ecr.send(
    new DescribeImagesCommand({ repositoryName: REPOSITORY, imageIds: [{ imageTag: commit('a') }] }),
  );
  const digest = image.imageDetails?.[0]?.imageDigest ?? '';
  const back = rollback('--to', digest, '--json');
  const started = JSON.parse(back.stdout || '{}') as { execution?: string; to?: string; image?: string };
  const { pipelineExecutionSummaries: [newest] = [] } = await new CodePipelineClient(access(world)).send(
    new ListPipelineExecutionsCommand({ pipelineName: PIPELINE }),
  );
  report(
    'careplane rollback: the pipeline runs for the commit of that image',
    back.status === 0 &&
      started.image === digest &&
      newest?.pipelineExecutionId === started.execution &&
      newest?.sourceRevisions?.[0]?.revisionId === commit('a'),
    back.stdout + back.stderr + JSON.stringify(newest),
  );
  const list = rollback('--list');
  report(
    'careplane rollback --list: the runs, newest first',
    list.status === 0 && /aaaaaaaaaaaa +InProgress[^]*cccccccccccc +Succeeded[^]*feat: c/.test(list.stdout),
    list.stdout + list.stderr,
  );
}
