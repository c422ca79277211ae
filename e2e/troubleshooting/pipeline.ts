// Runs of a service's pipeline, action by action as CodePipeline carries them out: each build under its own role, from the generated
// buildspec. The emulator answers from the record that is kept here.
import { randomUUID } from 'node:crypto';
import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { ACCOUNT, REGION } from '../deploy/world';
import { left } from '../harness';
import type { Env } from '../machine';
import { APPROVED } from '../scan/cases/deploy';
import { runWhole } from '../scan/stage';
import type { Stage, Stored } from '../scan/stage';

/** Actions of the pipeline that are builds, in their order. */
const BUILDS = ['Build', 'ScanAndPush', 'Deploy'] as const;
/** Where the images of the example are. */
const IMAGES = 'medmo/admin';
type BuildAction = (typeof BUILDS)[number];

/** How far a run has come. */
export interface Ended {
  /** The build that failed; undefined where the run has come to its end. */
  readonly failed: BuildAction | undefined;
  /** What the last build printed. */
  readonly output: string;
}

/** What may differ from run to run. */
export interface RunSettings {
  /** Variables put over those of the builds. */
  readonly env?: Env;
  /** Before the build Deploy begins. @param digest of the image that it deploys */
  readonly beforeDeploy?: (digest: string) => Promise<unknown>;
}

interface Run {
  readonly id: string;
  readonly commit: string;
  readonly source: string;
  readonly done: Map<BuildAction, Stored>;
  status: 'InProgress' | 'Failed' | 'Succeeded';
}

/** The pipeline of a stage. */
export class PlayedPipeline {
  /** Newest first, as CodePipeline lists them. */
  readonly #runs: Run[] = [];
  readonly #details: object[] = [];
  readonly #stageOf: ReadonlyMap<string, string>;
  #attempts = 0;

  constructor(readonly stage: Stage) {
    const { pipeline } = stage.aws<{ pipeline: { stages: PipelineStage[] } }>(
      ...['codepipeline', 'get-pipeline', '--name', stage.pipeline.name],
    );
    this.#stageOf = new Map(
      pipeline.stages.flatMap(({ name, actions }) => actions.map((action) => [action.name, name] as const)),
    );
  }

  /** A push: a run begins, and goes on to the first build that fails, or to its end. @param source folder of the commit */
  async push(source: string, settings: RunSettings = {}): Promise<Ended> {
    const number = String(this.#runs.length + 1);
    return this.#begin(source, number.padStart(40, '0'), randomUUID(), settings);
  }

  /** The run that someone has started by hand: the commit that was asked for, or the newest once more. */
  async started(settings: RunSettings = {}): Promise<Ended> {
    const { pipelineExecutionSummaries } = this.stage.aws<{
      pipelineExecutionSummaries: { pipelineExecutionId: string; sourceRevisions?: { revisionId: string }[] }[];
    }>(...['codepipeline', 'list-pipeline-executions', '--pipeline-name', this.stage.pipeline.name]);
    const [{ pipelineExecutionId: id, sourceRevisions: [asked] = [] } = { pipelineExecutionId: undefined }] =
      pipelineExecutionSummaries;
    if (id === undefined || id === this.#newest().id) throw new Error('no run was started');
    const { source, commit } = this.#runs.find((run) => run.commit === asked?.revisionId) ?? this.#newest();
    return this.#begin(source, commit, id, settings);
  }

  /** Image digests of the runs that came to their end, the newest first. */
  get released(): readonly string[] {
    return this.#runs
      .filter(({ status }) => status === 'Succeeded')
      .map(({ done }) => left(done.get('ScanAndPush')?.exported['DIGEST'], 'the digest of a run'));
  }

  /** ECR lists what the registry has: the registry that keeps the images here has an API of its own. */
  async listImages(): Promise<void> {
    const { emulator } = this.stage.world;
    const ecr = new ECRClient({
      region: REGION,
      endpoint: emulator.url,
      credentials: { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' },
    });
    for (const { commit, done } of this.#runs) {
      const imageDigest = done.get('ScanAndPush')?.exported['DIGEST'];
      if (imageDigest === undefined) continue;
      const imageManifestMediaType = 'application/vnd.oci.image.manifest.v1+json';
      const imageManifest = JSON.stringify({
        schemaVersion: 2,
        mediaType: imageManifestMediaType,
        layers: [],
        about: commit,
      });
      const image = { repositoryName: IMAGES, imageTag: commit, imageManifest, imageManifestMediaType, imageDigest };
      await ecr.send(new PutImageCommand(image)).catch((error: unknown) => {
        if (!/ImageAlreadyExists/.test(String(error))) throw error;
      });
    }
  }

  /** Go on with the newest run from the stage that failed, which someone has retried. */
  async retried(settings: RunSettings = {}): Promise<Ended> {
    return this.#goOn(this.#newest(), settings);
  }

  /** Image digest of the newest run. */
  get digest(): string {
    return left(this.#newest().done.get('ScanAndPush')?.exported['DIGEST'], 'the digest of the newest run');
  }

  #newest(): Run {
    return left(this.#runs[0], 'a run of the pipeline');
  }

  async #begin(source: string, commit: string, id: string, settings: RunSettings): Promise<Ended> {
    const run: Run = { id, commit, source, done: new Map(), status: 'InProgress' };
    this.#runs.unshift(run);
    this.stage.pipeline.roles.Build.handOver(source, `${id}/source`);
    const author = {
      AuthorDisplayName: 'Robin',
      AuthorEmail: 'robin@medmo.example',
      AuthorId: 'robin',
      CommitId: commit,
    };
    await this.#record(run, 'Source', 'Succeeded', { output: { outputVariables: author } });
    return this.#goOn(run, settings);
  }

  async #goOn(run: Run, { env = {}, beforeDeploy }: RunSettings): Promise<Ended> {
    let output = '';
    for (const action of BUILDS.filter((each) => !run.done.has(each))) {
      const { DIGEST = '' } = run.done.get('ScanAndPush')?.exported ?? {};
      if (action === 'Deploy') {
        await this.#record(run, 'Approve', 'Succeeded', left(APPROVED[0], 'an approval'));
        await beforeDeploy?.(DIGEST);
      }
      const commit = `${run.id}/source`;
      const artifacts =
        action === 'ScanAndPush' ? [left(run.done.get('Build')?.stored, 'the image'), commit] : [commit];
      const name = `${run.id}-${(this.#attempts += 1)}`;
      const given = { COMMIT: run.commit, EXECUTION: run.id, ...run.done.get('ScanAndPush')?.exported, ...env };
      const build = await runWhole(this.stage, { name, action }, artifacts, given);
      ({ output } = build);
      const url = `https://console.aws.amazon.com/codebuild/home?region=${REGION}#/builds/${this.stage.builds[action].project}:${name}/view/new`;
      const about = { output: { executionResult: { externalExecutionId: name, externalExecutionUrl: url } } };
      await this.#record(run, action, build.succeeded ? 'Succeeded' : 'Failed', about);
      if (!build.succeeded) return { failed: action, output };
      run.done.set(action, build);
    }
    return { failed: undefined, output };
  }

  async #record(run: Run, actionName: string, status: 'Succeeded' | 'Failed', about: object): Promise<void> {
    const stageName = left(this.#stageOf.get(actionName), `the stage of ${actionName}`);
    const ids = { pipelineExecutionId: run.id, actionExecutionId: randomUUID(), startTime: Date.now() / 1000 };
    this.#details.unshift({ ...about, ...ids, stageName, actionName, status });
    const isOver = status === 'Failed' || actionName === 'Deploy';
    run.status = isOver ? status : 'InProgress';
    const place = { account: ACCOUNT, region: REGION, pipeline: this.stage.pipeline.name };
    const runs = this.#runs.map(({ id, commit, status: state }) => ({
      pipelineExecutionId: id,
      status: state,
      startTime: Date.now() / 1000,
      sourceRevisions: [{ actionName: 'Source', revisionId: commit }],
      trigger: { triggerType: 'WebhookV2' },
    }));
    const { emulator } = this.stage.world;
    await emulator.executions({ ...place, details: this.#details });
    await emulator.executions({ ...place, runs });
  }
}

interface PipelineStage {
  readonly name: string;
  readonly actions: readonly { readonly name: string }[];
}
