// Everything a build of a service's pipeline meets: its registry, an account in which medmo's stacks are deployed, the tools it
// downloads, and the folders it is given. Every build works with the keys of its own role; the emulator denies what the role
// may not do.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ACCOUNT, newWorld, REGION } from '../deploy/world';
import type { World } from '../deploy/world';
import { left } from '../harness';
import type { Env } from '../machine';
import { startAwsCli } from '../parts/aws-cli';
import type { AwsCli } from '../parts/aws-cli';
import type { Variables } from '../parts/codebuild-role';
import { impatientWaiters } from '../parts/impatient';
import { Account, deployMedmo } from './account';
import type { Action, ServicePipeline } from './account';
import { runBuild } from './codebuild';
import type { BuildResult, BuildSettings } from './codebuild';
import { publishDatabase } from './database';
import { startEcr } from './ecr';
import { archiveOf, launcherOf } from './parts';
import type { Parts } from './parts';
import { startRegistry } from './services';
import type { Registry } from './services';

export { checkOut } from './check-out';
export type { Packages } from './check-out';
export { evidenceOf, findingsOf, readEvidence } from './records';
export type { Finding } from './records';

const here = __dirname;
/** The service whose builds the cases run, and its image repository. */
const UNIT = 'medmo-api';
export const REPOSITORY = 'medmo/api';

/** Where the builds of a service's pipeline run. */
export interface Stage {
  readonly scratch: string;
  readonly world: World;
  readonly registry: Registry;
  readonly account: Account;
  /** The AWS CLI, as an administrator. */
  readonly aws: Account['aws'];
  readonly env: Env;
  readonly pipeline: ServicePipeline;
  readonly builds: ServicePipeline['builds'];
  /** Values of parameters that are read once for all builds of an action. */
  readonly parameters: Map<Action, Env>;
  readonly close: () => Promise<void>;
}

/** What the pipeline's record says of its run. */
export type RunActions = readonly object[];

/** A build whose output artifact was handed on, as a copy in another folder, and the commit that it was made of. */
export interface BuiltImage extends BuildResult {
  readonly handedOn: string;
  readonly source: string;
}

/** A build whose output artifact was stored under a key. */
export type Stored = BuildResult & { readonly stored?: string };

/**
 * Build the stage. Call `close` in any case.
 *
 * @returns undefined where the emulator is missing; `missing` has named it then
 */
export async function openStage(scratch: string, parts: Parts): Promise<Stage | undefined> {
  const services: { stop(): void | Promise<void> }[] = [];
  const close = () => stopAll(services);
  try {
    const world = await newWorld(scratch);
    if (world === undefined) return undefined;
    services.push(world);
    deployMedmo(world);
    const cli = await startAwsCli(parts.aws, join(scratch, 'aws-cli'));
    services.push(cli);
    const stage = await stageIn(world, parts, cli, { unit: UNIT, environment: 'production' });
    services.push({ stop: stage.close });
    return { ...stage, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A stage in an account in which medmo is deployed. Call `close` in any case; it leaves the world and the AWS CLI running.
 *
 * @param place whose builds the cases run
 */
export async function stageIn(
  world: World,
  parts: Parts,
  cli: AwsCli,
  place: {
    readonly unit: string;
    readonly environment: string;
    /** A registry that is there already; it is left running. @default one that is stopped with the stage */
    readonly registry?: Registry;
  },
): Promise<Stage> {
  const { scratch } = world;
  const services: { stop(): void | Promise<void> }[] = [];
  const close = () => stopAll(services);
  try {
    const registry = place.registry ?? (await startRegistry(join(scratch, 'registry')));
    if (place.registry === undefined) services.push(registry);
    const database = await publishDatabase({ trivyDb: parts.trivyDb, registry, scratch });
    const env = { ...environmentOf(world, parts, { registry, cli }), TRIVY_DB_REPOSITORY: database };
    const account = new Account(world, env);
    account.aws('securityhub', 'enable-security-hub');
    const aws = <T>(...args: string[]): T => account.aws<T>(...args);
    const pipeline = await account.pipeline(place.unit, place.environment);
    const parameters = new Map<Action, Env>();
    return { scratch, world, registry, account, aws, env, pipeline, builds: pipeline.builds, parameters, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The newest first. */
async function stopAll(services: { stop(): void | Promise<void> }[]): Promise<void> {
  for (const service of services.splice(0).reverse()) await service.stop();
}

/** The same stage for another pipeline. */
export async function stageOf(stage: Stage, unit: string, environment: string): Promise<Stage> {
  const pipeline = await stage.account.pipeline(unit, environment);
  return { ...stage, pipeline, builds: pipeline.builds, parameters: new Map() };
}

/** Where the stand-ins are, and what the templates can only refer to. Nothing else of this machine gets into a build. */
function environmentOf(
  { scratch, emulator }: World,
  parts: Parts,
  { registry, cli }: { readonly registry: Registry; readonly cli: AwsCli },
): Env {
  const shims = join(scratch, 'shims');
  mkdirSync(shims);
  cpSync(join(here, 'docker'), join(shims, 'docker'));
  chmodSync(join(shims, 'docker'), 0o755);
  symlinkSync(process.execPath, join(shims, 'node'));
  symlinkSync(cli.command, join(shims, 'aws'));
  // The platform's pipeline unpacks the whole of Trivy.
  const [trivy, crane] = [launcherOf(parts.trivy, join(scratch, 'launchers')), archiveOf(parts.crane)];
  const ofAws = Object.entries(emulator.environment(ACCOUNT, REGION)).filter(([name]) => name.startsWith('AWS_'));
  // Buckets in the path: their names are no names of hosts here.
  const config = join(scratch, 'aws-config');
  writeFileSync(config, '[default]\ns3 =\n  addressing_style = path\n[profile careplane-deploy]\n');
  const { AWS_SHARED_CREDENTIALS_FILE: _, ...aws } = Object.fromEntries(ofAws);
  return {
    ...aws,
    AWS_CONFIG_FILE: config,
    AWS_DATA_PATH: impatientWaiters(parts.aws, join(scratch, 'aws-data')),
    PATH: `${shims}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    HOME: scratch,
    AWS_CLI: cli.command,
    IMAGE_STORE: join(scratch, 'store'),
    TRIVY_URL: trivy.url,
    TRIVY_SHA256: trivy.sha256,
    CRANE_URL: crane.url,
    CRANE_SHA256: crane.sha256,
    // Not there: Trivy then uses the checks that it carries.
    TRIVY_CHECKS_BUNDLE_REPOSITORY: `${registry.host}/trivy-checks:1`,
  };
}

/** Run the build that makes the image, and hand its artifact on as CodePipeline does: as a copy in another folder. */
export async function buildImage(stage: Stage, name: string, source: string, env: Env): Promise<BuiltImage> {
  const build = await runAction(stage, { action: 'Build', name }, { source }, env);
  const handedOn = join(stage.scratch, 'artifacts', name);
  if (build.succeeded && build.artifacts !== undefined) cpSync(build.artifacts, handedOn, { recursive: true });
  return { ...build, handedOn, source };
}

/**
 * Run the build that scans, publishes, gates and pushes.
 *
 * @param source what the build of the image has handed on
 * @param commit folder of the commit. @default none, which a service without exceptions does not notice
 */
export async function scanImage(
  stage: Stage,
  name: string,
  source: string,
  env: Env,
  { buildspec, commit }: { readonly buildspec?: string | undefined; readonly commit?: string | undefined } = {},
): Promise<BuildResult> {
  const inputs = commit === undefined ? {} : { source: commit };
  return runAction(stage, { action: 'ScanAndPush', name }, { source, inputs }, env, buildspec);
}

/**
 * Run the build that deploys.
 *
 * @param actions what the pipeline's record says of its run
 */
export async function deployImage(stage: Stage, name: string, env: Env, actions: RunActions): Promise<BuildResult> {
  const source = join(stage.scratch, 'artifacts', `${name}-empty`);
  mkdirSync(source, { recursive: true });
  await recordRun(stage, actions, env);
  return runAction(stage, { action: 'Deploy', name }, { source }, env);
}

/** What the pipeline's record says of its run, which a push to the branch has started unless it was started by hand. */
async function recordRun({ world, pipeline }: Stage, details: RunActions, { COMMIT }: Env, byHand = false) {
  const place = { account: ACCOUNT, region: REGION, pipeline: pipeline.name };
  await world.emulator.executions({ ...place, details });
  await world.emulator.executions({ ...place, ...(byHand ? { byHand: COMMIT } : { pushed: COMMIT }) });
}

/** A run of a pipeline. */
export interface PipelineRun {
  /** For folders. */
  readonly name: string;
  readonly source: string;
  readonly env: Env;
  readonly actions: RunActions;
  /** Whether a person has started it, with this commit. @default false */
  readonly byHand?: boolean;
}

/**
 * All builds of a pipeline for one commit, each with everything that CodeBuild does around it under the same role: it reads the
 * input artifact and the variables, writes the log, and stores the output artifact.
 *
 * @returns the builds that ran, by action; the last one may have failed
 */
export async function runPipeline(
  stage: Stage,
  { name, source, env, actions, byHand }: PipelineRun,
): Promise<Partial<Record<Action, BuildResult>>> {
  const own = (action: Action) => ({ name: `${stage.pipeline.name}-${name}`, action });
  const commit = `${name}/source`;
  stage.pipeline.roles.Build.handOver(source, commit);
  const Build = await runWhole(stage, own('Build'), [commit], env);
  if (!Build.succeeded) return { Build };
  const image = left(Build.stored, 'the artifact of the image');
  const ScanAndPush = await runWhole(stage, own('ScanAndPush'), [image, commit], env);
  if (!ScanAndPush.succeeded) return { Build, ScanAndPush };
  await recordRun(stage, actions, env, byHand);
  const Deploy = await runWhole(stage, own('Deploy'), [commit], { ...env, ...ScanAndPush.exported });
  return { Build, ScanAndPush, Deploy };
}

/** Run the nightly scan of a pipeline, on the source of a commit. */
export async function scanAtNight(
  stage: Stage,
  { name, source, env }: Omit<PipelineRun, 'actions'>,
): Promise<BuildResult> {
  const commit = `${name}/source`;
  stage.pipeline.roles.ScanRunningImage.handOver(source, commit);
  return runWhole(stage, { name: `${stage.pipeline.name}-${name}`, action: 'ScanRunningImage' }, [commit], env);
}

/**
 * A build of a pipeline with everything that CodeBuild does around it, all under the build's role.
 *
 * @param artifacts keys of its input artifacts, in the order of the template
 */
export async function runWhole(
  stage: Stage,
  { name, action }: { readonly name: string; readonly action: Action },
  artifacts: readonly string[],
  env: Env,
): Promise<Stored> {
  const role = stage.pipeline.roles[action];
  const keys = await role.keys();
  const { inputs, output } = stage.builds[action];
  const folders = inputs.map((input, index) => {
    const folder = join(stage.scratch, 'inputs', `${name}-${action}`, input);
    mkdirSync(dirname(folder), { recursive: true });
    role.read(keys, left(artifacts[index], `the artifact ${input} of ${action}`), folder);
    return [input, folder] as const;
  });
  const [[, source] = ['', ''], ...others] = folders;
  const given = { source, inputs: Object.fromEntries(others) };
  const parameters = role.variables(keys, stage.builds[action].parameters);
  const build = await runWith(stage, { name, action, keys }, given, { ...parameters, ...env });
  role.log(keys, `${name}-${action}`, build.output);
  if (!build.succeeded || build.artifacts === undefined) return build;
  // As CodePipeline makes it: a role may write below the name of its own artifact.
  const stored = `${stage.pipeline.name.slice(0, 20)}/${output}/${name}`;
  role.store(keys, build.artifacts, stored);
  return { ...build, stored };
}

/** Folders of a build's input artifacts. */
type Folders = Pick<BuildSettings, 'inputs' | 'source'>;

/** Run the build of an action under its role, on a folder that is there already. */
async function runAction(
  stage: Stage,
  { action, name }: { readonly action: Action; readonly name: string },
  folders: Folders,
  given: Env,
  buildspec?: string,
): Promise<BuildResult> {
  const role = stage.pipeline.roles[action];
  const keys = await role.keys();
  const parameters = stage.parameters.get(action) ?? role.variables(keys, stage.builds[action].parameters);
  stage.parameters.set(action, parameters);
  return runWith(stage, { name, action, keys }, folders, { ...parameters, ...given }, buildspec);
}

/** Run a build with its generated variables; what those refer to must be among the account's or the run's. */
async function runWith(
  stage: Stage,
  { name, action, keys }: { readonly name: string; readonly action: Action; readonly keys: Variables },
  folders: Folders,
  given: Env,
  buildspec = stage.builds[action].buildspec,
): Promise<BuildResult> {
  const { env: generated, wanted } = stage.builds[action];
  const work = join(stage.scratch, 'builds', `${name}-${action}`);
  // Each build downloads its tools; they would be gigabytes in the end.
  const TMPDIR = mkdtempSync(join(stage.scratch, 'tmp-'));
  // A machine of its own: logins and profiles of one build are not there for the next.
  const HOME = mkdtempSync(join(stage.scratch, 'home-'));
  const { AWS_ACCESS_KEY_ID: AccessKeyId = '', AWS_SESSION_TOKEN: SessionToken = '' } = keys;
  const ecr = await startEcr({
    registry: stage.registry,
    emulator: stage.world.emulator,
    keys: { AccessKeyId, SessionToken },
    account: ACCOUNT,
    region: REGION,
  });
  const own = { ...keys, HOME, TMPDIR, REGISTRY: ecr.host, EVIDENCE_BUCKET: stage.account.evidence };
  const env: Env = { ...generated, ...stage.env, ...own, ...given };
  const forgotten = wanted.filter((variable) => env[variable] === undefined);
  if (forgotten.length > 0) throw new Error(`${action} wants ${forgotten.join(', ')}`);
  try {
    return await runBuild(buildspec, { ...folders, work, env });
  } finally {
    ecr.stop();
    for (const folder of [TMPDIR, HOME]) rmSync(folder, { recursive: true, force: true });
  }
}
