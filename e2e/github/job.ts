// One job of a GitHub workflow: every `run` is run as GitHub does it. A job that names no role has no keys at all.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../machine';
import { ACTIONS, Refused } from './actions';
import type { Job } from './actions';
import { filled, isStepDue } from './expressions';
import { claimsOf } from './token';
import type { Claims } from './token';
import type { JobResult, Machine, Push, Workflow, WorkflowJob } from './workflow';

/** How one instance of a job ended. */
export type Ended = Omit<JobResult, 'seconds'>;

/** What the expressions of a job can look at; its steps add what they hand on. */
export type JobContext = {
  readonly github: object;
  readonly needs: Readonly<Record<string, JobResult | undefined>>;
  readonly steps: Record<string, { readonly outcome: string; readonly outputs: Readonly<Record<string, string>> }>;
  readonly secrets: object;
  readonly matrix?: object;
};

/** Run the steps of a job, in a place of its own. */
export async function runJob(
  run: { readonly flow: Workflow; readonly job: WorkflowJob; readonly context: JobContext },
  hub: Machine,
  push: Push,
  place: string,
): Promise<Ended> {
  const { flow, context } = run;
  const { steps, permissions, environment, env: own, outputs } = run.job;
  const folder = join(place, 'workspace');
  const home = join(place, 'home');
  for (const one of [join(place, 'tmp'), home]) mkdirSync(one, { recursive: true });
  const about = { ref: push.ref ?? `refs/heads/${push.branch}`, workflow: hub.workflow, environment };
  const job: Job = {
    ...{ hub, folder, about, permissions, roles: [], sha: push.sha, claims: push.claims ?? {} },
    ...{ artifacts: join(push.folder, 'artifacts'), env: {} },
  };
  let output = '';
  let failure: string | undefined;
  for (const step of steps) {
    if (!isStepDue(step.if, context, failure !== undefined)) continue;
    const name = step.name ?? step.uses?.split('@')[0] ?? step.run ?? '';
    const failed = (why: string): void => {
      output += `${why}\n`;
      failure ??= name;
    };
    if (step.uses !== undefined) {
      const action = ACTIONS[step.uses.split('@')[0] ?? ''];
      if (action === undefined) throw new Error(`${step.uses} is not known here`);
      const given = Object.entries(step.with ?? {}).map(([key, value]): [string, string] => [
        key,
        filled(value, context),
      ]);
      try {
        await action(job, Object.fromEntries(given));
        if (step.id !== undefined) context.steps[step.id] = { outcome: 'success', outputs: {} };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        failed(error.message);
        if (step.id !== undefined) context.steps[step.id] = { outcome: 'failure', outputs: {} };
      }
      continue;
    }
    mkdirSync(folder, { recursive: true });
    const file = join(place, 'output');
    writeFileSync(file, '');
    const variables = { ...flow.env, ...own, ...step.env };
    const texts = Object.entries(variables).map(([key, text]) => [key, filled(text, context)]);
    const ran = await shell(step.run ?? '', folder, {
      ...hub.env,
      ...githubVariables(hub, push, { folder, place, file, claims: { ...claimsOf(hub, about), ...job.claims } }),
      HOME: home,
      APPROVED: (push.approved ?? []).join(' '),
      ...job.env,
      ...Object.fromEntries(texts),
      ...hub.replaced,
      ...(job.ecr === undefined ? {} : { REGISTRY: job.ecr.host }),
    });
    output += ran.output;
    if (ran.status !== 0) failed(`exit ${ran.status}`);
    else if (step.id !== undefined) context.steps[step.id] = { outcome: 'success', outputs: outputsIn(file) };
  }
  writeFileSync(join(place, 'log'), output);
  job.ecr?.stop();
  // Every job downloads and installs its own; together they would be gigabytes.
  for (const one of ['tmp', 'workspace']) rmSync(join(place, one), { recursive: true, force: true });
  const ended = { roles: job.roles, output, outputs: {} };
  if (failure !== undefined) return { ...ended, result: 'failure', failed: failure };
  const handedOn = Object.entries(outputs ?? {}).map(([key, text]) => [key, filled(text, context)]);
  return { ...ended, result: 'success', outputs: Object.fromEntries(handedOn) };
}

/** `shell: bash` is this. This process goes on meanwhile: it answers as ECR. */
function shell(
  script: string,
  cwd: string,
  variables: Env,
): Promise<{ readonly status: number | string | null; readonly output: string }> {
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...variables }).filter(([, value]) => value !== undefined),
  );
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ status: code ?? signal, output }));
  });
}

function githubVariables(
  { repository }: Machine,
  { branch, sha, id }: Push,
  {
    folder,
    place,
    file,
    claims,
  }: { readonly folder: string; readonly place: string; readonly file: string; readonly claims: Claims },
): Env {
  return {
    CI: 'true',
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: file,
    GITHUB_STEP_SUMMARY: join(place, 'summary.md'),
    // A folder of the job's own; each job has a new one.
    RUNNER_TEMP: join(place, 'tmp'),
    GITHUB_REF_NAME: branch,
    GITHUB_SHA: sha,
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_ID: claims['repository_id'],
    GITHUB_REPOSITORY_OWNER_ID: claims['repository_owner_id'],
    GITHUB_REF: claims['ref'],
    GITHUB_WORKFLOW_REF: claims['job_workflow_ref'],
    GITHUB_RUN_ID: id,
    TMPDIR: join(place, 'tmp'),
  };
}

function outputsIn(file: string): Record<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
