// Whole runs of a service's pipeline: each build gets what the one before has stored, under its own role.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { left } from '../harness';
import type { Env } from '../machine';
import type { Action } from './account';
import { recordRun, runWith } from './builds';
import type { RunActions } from './builds';
import type { BuildResult } from './codebuild';
import type { Stage } from './stage';

/** A build whose output artifact was stored under a key. */
export type Stored = BuildResult & { readonly stored?: string };

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
