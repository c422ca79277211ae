// The jobs of a GitHub workflow, on this machine: every `run` is run as GitHub does it, and of the actions of others what
// they leave behind. A job that names no role has no keys at all.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from '../machine';
import type { Env, Ran } from '../machine';
import type { Ecr } from '../scan/ecr';
import { filled, isStepDue, looksAtStatus, valueOf } from './expressions';
import { assume, claimsOf } from './token';
import type { Claims, Identity, JobAbout } from './token';

/** A workflow, as far as ours go. */
export interface Workflow {
  readonly env?: Texts;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

type Texts = Readonly<Record<string, unknown>>;

interface WorkflowJob {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly strategy?: { readonly matrix: { readonly include: string } };
  readonly steps: readonly Step[];
  readonly permissions: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly env?: Texts;
  readonly outputs?: Texts;
}

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Texts;
  readonly run?: string;
  readonly env?: Texts;
}

/** GitHub's machine. */
export interface Machine extends Identity {
  readonly clone: string;
  /** Of the emulator. */
  readonly endpoint: string;
  readonly workflow: string;
  /** All variables that the machine has. */
  readonly env: Env;
  /** Variables that have another value here than in the workflow. */
  readonly replaced: Env;
  /** Starts ECR for a job, with the keys of its session. */
  readonly startEcr: (keys: { readonly AccessKeyId: string; readonly SessionToken: string }) => Promise<Ecr>;
}

/** What an event is, and what the run of it may do. */
export interface PushOptions {
  /** @default main */
  readonly branch?: string;
  readonly sha?: string;
  /** @default the branch's */
  readonly ref?: string;
  /** What GitHub says of the event. */
  readonly event?: object;
  /** Names of environments whose reviewers have agreed. */
  readonly approved?: readonly string[];
  /** Environments with reviewers. */
  readonly protectedEnvironments?: readonly string[];
  /** Of these, those that have none this time. */
  readonly unprotected?: readonly string[];
  /** What the tokens have in place of GitHub's claims. */
  readonly claims?: Claims;
  /** What names of jobs must match; the others have nothing to do. */
  readonly only?: RegExp | undefined;
  /** An earlier attempt: jobs that have succeeded in it are not run again. */
  readonly before?: Jobs;
  /** What names of jobs are run again all the same. */
  readonly again?: RegExp;
}

/** A run of a workflow for an event. */
export interface Push extends PushOptions {
  readonly id: string;
  readonly attempt: string;
  readonly branch: string;
  readonly sha: string;
  /** For everything of the run. */
  readonly folder: string;
}

/** How a job ended. */
export interface JobResult {
  readonly result: 'success' | 'failure' | 'skipped' | 'waiting';
  readonly outputs: Readonly<Record<string, string>>;
  /** The roles that it took. */
  readonly roles: readonly string[];
  readonly output: string;
  readonly seconds: number;
  /** The step that failed. */
  readonly failed?: string | undefined;
}

/** Results by the names of the jobs. */
export type Jobs = Readonly<Record<string, JobResult>>;

/** A job at work. */
interface Job {
  readonly hub: Machine;
  readonly folder: string;
  readonly about: JobAbout;
  readonly permissions: Readonly<Record<string, string>>;
  readonly roles: string[];
  readonly sha: string;
  readonly claims: Claims;
  readonly artifacts: string;
  readonly env: Record<string, string>;
  ecr?: Ecr;
}

/** An action of others: what it leaves behind. */
type Action = (job: Job, given: Readonly<Record<string, string>>) => void | Promise<void>;

const ACTIONS: Readonly<Record<string, Action>> = {
  'actions/checkout': ({ hub, folder, sha }, { path = '.' }) => {
    const into = join(folder, path);
    must(run('git', ['clone', '--quiet', '--shared', hub.clone, into]));
    must(run('git', ['-C', into, 'checkout', '--quiet', '--detach', sha]));
  },
  // They are this machine's.
  'actions/setup-node': () => undefined,
  'actions/setup-python': () => undefined,
  'aws-actions/configure-aws-credentials': async (job, { 'role-to-assume': role = '', 'aws-region': region = '' }) => {
    if (job.permissions['id-token'] !== 'write') throw new Error('no token without id-token: write');
    const assumed = await assume(job.hub.endpoint, region, role, { ...claimsOf(job.hub, job.about), ...job.claims });
    if (assumed.refused !== undefined) throw new Refused(`Could not assume role with OIDC: ${assumed.refused}`);
    const { keys } = assumed;
    job.roles.push(role.slice(role.indexOf('/') + 1));
    job.ecr = await job.hub.startEcr({ AccessKeyId: keys.AWS_ACCESS_KEY_ID, SessionToken: keys.AWS_SESSION_TOKEN });
    Object.assign(job.env, keys, { AWS_REGION: region, AWS_DEFAULT_REGION: region });
  },
  'actions/upload-artifact': ({ folder, artifacts }, { name = '', path = '', 'if-no-files-found': none }) => {
    const from = join(folder, path);
    if (!existsSync(from)) {
      if (none === 'error') throw new Refused(`No files were found with the provided path: ${path}`);
      return;
    }
    // A job that is run again has its artifact replaced.
    rmSync(join(artifacts, name), { recursive: true, force: true });
    // Of a file its name is kept, and no folder.
    const to = statSync(from).isDirectory() ? join(artifacts, name) : join(artifacts, name, basename(from));
    cpSync(from, to, { recursive: true });
  },
  'actions/download-artifact': ({ folder, artifacts }, { name = '', path = '.' }) => {
    if (!existsSync(join(artifacts, name))) throw new Refused(`Unable to find artifact ${name}`);
    cpSync(join(artifacts, name), join(folder, path), { recursive: true });
  },
};

/** How one instance of a job ended. */
type Ended = Omit<JobResult, 'seconds'>;

/** What the expressions of a job can look at; its steps add what they hand on. */
type JobContext = {
  readonly github: object;
  readonly needs: Readonly<Record<string, JobResult | undefined>>;
  readonly steps: Record<string, { readonly outcome: string; readonly outputs: Readonly<Record<string, string>> }>;
  readonly secrets: object;
  readonly matrix?: object;
};

/** What an action or a service refuses: the job fails, with these words. */
class Refused extends Error {}

/** Run the jobs of a workflow for one event, one after the other. */
export async function runWorkflow(flow: Workflow, hub: Machine, push: Push): Promise<Jobs> {
  const done: Record<string, JobResult> = {};
  for (const [name, job] of Object.entries(flow.jobs)) {
    const known = push.before?.[name];
    if (known?.result === 'success' && !push.again?.test(name)) {
      done[name] = known;
      continue;
    }
    const needs = [job.needs ?? []].flat();
    const context = contextOf(hub, push, Object.fromEntries(needs.map((need) => [need, done[need]])));
    const nothing = { outputs: {}, roles: [], output: '', seconds: 0 } as const;
    const held = needs.some((need) => done[need]?.result === 'waiting');
    if (held || !(push.only ?? /^/).test(name) || !isDue(job, needs, context)) {
      done[name] = { ...nothing, result: held ? 'waiting' : 'skipped' };
      continue;
    }
    if (waits(job, push)) {
      done[name] = { ...nothing, result: 'waiting' };
      continue;
    }
    const since = Date.now();
    const instances =
      job.strategy === undefined
        ? [{}]
        : (valueOf(job.strategy.matrix.include, context) as Readonly<Record<string, string>>[]);
    const ended: Ended[] = [];
    for (const matrix of instances) {
      const place = join(push.folder, push.attempt, [name, ...Object.values(matrix)].join('-'));
      ended.push(await runJob({ flow, job, context: { ...context, matrix } }, hub, push, place));
    }
    const result: JobResult = {
      result: ended.every(({ result }) => result === 'success') ? 'success' : 'failure',
      outputs: Object.fromEntries(ended.flatMap(({ outputs }) => Object.entries(outputs))),
      roles: ended.flatMap(({ roles }) => roles),
      output: ended.map(({ output }) => output).join(''),
      failed: ended.find(({ failed }) => failed !== undefined)?.failed,
      seconds: Math.round((Date.now() - since) / 1000),
    };
    done[name] = result;
    print(name, result);
  }
  return done;
}

/** Printed when a job ends, so that a run can be read while it goes on. */
function print(name: string, { result, seconds, failed }: JobResult): void {
  console.log(`     ${name}: ${result}${failed === undefined ? '' : ` (${failed})`}, ${seconds} s`);
}

function contextOf(
  { repository }: Machine,
  { id, attempt, branch, sha, event = {} }: Push,
  needs: JobContext['needs'],
): JobContext {
  return {
    github: { ref_name: branch, sha, repository, run_id: id, run_attempt: attempt, token: 'a-token', event },
    needs,
    steps: {},
    secrets: {},
  };
}

function isDue(job: WorkflowJob, needs: readonly string[], context: JobContext): boolean {
  const succeeded = needs.every((need) => context.needs[need]?.result === 'success');
  if (job.if === undefined) return succeeded;
  if (!looksAtStatus(job.if) && !succeeded) return false;
  return valueOf(job.if, context) === true;
}

/** An environment with reviewers holds the job until they agree. */
function waits(
  { environment }: WorkflowJob,
  { approved = [], protectedEnvironments = [], unprotected = [] }: Push,
): boolean {
  return (
    environment !== undefined &&
    protectedEnvironments.includes(environment) &&
    !unprotected.includes(environment) &&
    !approved.includes(environment)
  );
}

async function runJob(
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

function must({ status, stderr }: Ran): void {
  if (status !== 0) throw new Error(stderr);
}
