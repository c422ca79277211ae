// A rollback that is killed at any point starts one run of the pipeline, and no second one.
import { CodePipelineClient, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { ACCOUNT, REGION } from '../deploy/world';
import type { World } from '../deploy/world';
import { access } from '../everything/deployed';
import { report } from '../harness';
import { killedAndContinued } from '../retire/kill';

const PIPELINE = 'medmo-admin-production';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const commit = (digit: string) => digit.repeat(40);

/** Ten runs at most, each killed at a random point. */
export async function rollbackIsKilled(world: World): Promise<void> {
  await new ECRClient(access(world)).send(
    new PutImageCommand({
      ...{ repositoryName: 'medmo/admin', imageTag: commit('a'), imageManifestMediaType: MANIFEST },
      imageManifest: JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, layers: [], about: 'a' }),
    }),
  );
  const runs = ['b', 'a'].map((digit, index) => ({
    ...{ pipelineExecutionId: digit, status: 'Succeeded', startTime: Date.UTC(2026, 10, 28 - index) / 1000 },
    sourceRevisions: [{ actionName: 'Source', revisionId: commit(digit), revisionSummary: `feat: ${digit}` }],
  }));
  await world.emulator.executions({ account: ACCOUNT, region: REGION, pipeline: PIPELINE, runs });
  const args = ['rollback', 'apps/medmo/admin', '--env', 'production'];
  const ended = await killedAndContinued(world, args, 10);
  const again = world.careplane(args);
  const { pipelineExecutionSummaries = [] } = await new CodePipelineClient(access(world)).send(
    new ListPipelineExecutionsCommand({ pipelineName: PIPELINE }),
  );
  const started = pipelineExecutionSummaries.filter(({ status }) => status === 'InProgress');
  report(
    `a rollback that was killed ${ended.kills} times (${ended.points.join(', ')}) and repeated has started one run`,
    ended.status === 0 &&
      again.status === 0 &&
      again.stdout.includes('Nothing was started now') &&
      started.length === 1 &&
      started[0]?.sourceRevisions?.[0]?.revisionId === commit('a'),
    `${ended.stdout}${ended.stderr}\n${again.stdout}${again.stderr}\n${JSON.stringify(started)}`,
  );
}
