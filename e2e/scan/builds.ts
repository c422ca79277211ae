// Single builds of a service's pipeline, each under its own role and on a machine of its own.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, REGION } from '../deploy/world';
import type { Env } from '../machine';
import type { Variables } from '../parts/codebuild-role';
import type { Action } from './account';
import { runBuild } from './codebuild';
import type { BuildResult, BuildSettings } from './codebuild';
import { startEcr } from './ecr';
import type { Stage } from './stage';

/** What the pipeline's record says of its run. */
export type RunActions = readonly object[];

/** A build whose output artifact was handed on, as a copy in another folder, and the commit that it was made of. */
export interface BuiltImage extends BuildResult {
  readonly handedOn: string;
  readonly source: string;
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
export async function recordRun({ world, pipeline }: Stage, details: RunActions, { COMMIT }: Env, byHand = false) {
  const place = { account: ACCOUNT, region: REGION, pipeline: pipeline.name };
  await world.emulator.executions({ ...place, details });
  await world.emulator.executions({ ...place, ...(byHand ? { byHand: COMMIT } : { pushed: COMMIT }) });
}

/** Folders of a build's input artifacts. */
export type Folders = Pick<BuildSettings, 'inputs' | 'source'>;

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
export async function runWith(
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
