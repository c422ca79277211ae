// The jobs of a GitHub workflow, on this machine: every `run` is run as GitHub does it, and of the actions of others what
// they leave behind. A job that names no role has no keys at all.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from '../harness.mjs';
import { filled, looksAtStatus, valueOf } from './expressions.mjs';
import { assume, claimsOf } from './token.mjs';

const ACTIONS = {
  'actions/checkout': ({ hub, folder, sha }) => {
    must(run('git', ['clone', '--quiet', '--shared', hub.clone, folder]));
    must(run('git', ['-C', folder, 'checkout', '--quiet', '--detach', sha]));
  },
  // They are this machine's.
  'actions/setup-node': () => undefined,
  'actions/setup-python': () => undefined,
  'aws-actions/configure-aws-credentials': async (job, { 'role-to-assume': role, 'aws-region': region }) => {
    if (job.permissions['id-token'] !== 'write') throw new Error('no token without id-token: write');
    const keys = await assume(job.hub.endpoint, region, role, { ...claimsOf(job.hub, job.about), ...job.claims });
    if (keys.refused !== undefined) throw new Refused(`Could not assume role with OIDC: ${keys.refused}`);
    job.roles.push(role.slice(role.indexOf('/') + 1));
    job.ecr = await job.hub.startEcr({ AccessKeyId: keys.AWS_ACCESS_KEY_ID, SessionToken: keys.AWS_SESSION_TOKEN });
    Object.assign(job.env, keys, { AWS_REGION: region, AWS_DEFAULT_REGION: region });
  },
  'actions/upload-artifact': ({ folder, artifacts }, { name, path, 'if-no-files-found': none }) => {
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
  'actions/download-artifact': ({ folder, artifacts }, { name, path = '.' }) => {
    if (!existsSync(join(artifacts, name))) throw new Refused(`Unable to find artifact ${name}`);
    cpSync(join(artifacts, name), join(folder, path), { recursive: true });
  },
};

/** What an action or a service refuses: the job fails, with these words. */
class Refused extends Error {}

/**
 * Run the jobs of a workflow for one event, one after the other.
 *
 * @param hub `clone`, `endpoint`, `repository`, `repositoryId`, `ownerId`, `workflow`, `startEcr` (starts ECR for a job, with
 *   the keys of its session) and `env`: all variables that the machine has
 * @param push `id`, `branch`, `sha`, `folder` for everything of the run, and optionally `approved` (names of environments),
 *   `protectedEnvironments` (those with reviewers), `unprotected` (of these, those that have none this time), `claims` that
 *   the tokens have in place of GitHub's, `event` (what GitHub says of it), `only` (what names of jobs must match; the others
 *   have nothing to do), `before` (an earlier attempt: jobs that have succeeded in it are not run again) and `again` (what
 *   names of jobs are run again all the same)
 * @returns by job: its `result`, `outputs`, the `roles` it took, `output`, `seconds` and for a failure the step
 */
export async function runWorkflow(flow, hub, push) {
  const done = {};
  for (const [name, job] of Object.entries(flow.jobs)) {
    const known = push.before?.[name];
    if (known?.result === 'success' && !push.again?.test(name)) {
      done[name] = known;
      continue;
    }
    const needs = [job.needs ?? []].flat();
    const context = contextOf(hub, push, Object.fromEntries(needs.map((need) => [need, done[need]])));
    const nothing = { outputs: {}, roles: [], output: '', seconds: 0 };
    const held = needs.some((need) => done[need].result === 'waiting');
    if (held || !(push.only ?? /^/).test(name) || !isDue(job, needs, context)) {
      done[name] = { ...nothing, result: held ? 'waiting' : 'skipped' };
      continue;
    }
    if (waits(job, push)) {
      done[name] = { ...nothing, result: 'waiting' };
      continue;
    }
    const since = Date.now();
    const instances = job.strategy === undefined ? [{}] : valueOf(job.strategy.matrix.include, context);
    const ended = [];
    for (const matrix of instances) {
      const place = join(push.folder, push.attempt ?? '1', [name, ...Object.values(matrix)].join('-'));
      ended.push(await runJob(flow, job, { ...context, matrix }, hub, push, place));
    }
    done[name] = {
      result: ended.every(({ result }) => result === 'success') ? 'success' : 'failure',
      outputs: Object.assign({}, ...ended.map(({ outputs }) => outputs)),
      roles: ended.flatMap(({ roles }) => roles),
      output: ended.map(({ output }) => output).join(''),
      failed: ended.find(({ failed }) => failed !== undefined)?.failed,
      seconds: Math.round((Date.now() - since) / 1000),
    };
  }
  return done;
}

function contextOf({ repository }, { id, attempt = '1', branch, sha, event = {} }, needs) {
  return {
    github: { ref_name: branch, sha, repository, run_id: id, run_attempt: attempt, token: 'a-token', event },
    needs,
    steps: {},
    secrets: {},
  };
}

function isDue(job, needs, context) {
  const succeeded = needs.every((need) => context.needs[need].result === 'success');
  if (job.if === undefined) return succeeded;
  if (!looksAtStatus(job.if) && !succeeded) return false;
  return valueOf(job.if, context) === true;
}

/** An environment with reviewers holds the job until they agree. */
function waits({ environment }, { approved = [], protectedEnvironments = [], unprotected = [] }) {
  return (
    environment !== undefined &&
    protectedEnvironments.includes(environment) &&
    !unprotected.includes(environment) &&
    !approved.includes(environment)
  );
}

async function runJob(flow, { steps, permissions, environment, env: own, outputs }, context, hub, push, place) {
  const folder = join(place, 'workspace');
  const home = join(place, 'home');
  for (const one of [join(place, 'tmp'), home]) mkdirSync(one, { recursive: true });
  const about = { ref: push.ref ?? `refs/heads/${push.branch}`, workflow: hub.workflow, environment };
  const job = { hub, folder, about, permissions, roles: [], sha: push.sha, claims: push.claims ?? {} };
  Object.assign(job, { artifacts: join(push.folder, 'artifacts'), env: {} });
  let output = '';
  let failure;
  for (const step of steps) {
    if (failure !== undefined && step.if !== 'always()') continue;
    const name = step.name ?? step.uses?.split('@')[0] ?? step.run;
    const failed = (why) => {
      output += `${why}\n`;
      failure ??= name;
    };
    if (step.uses !== undefined) {
      const action = ACTIONS[step.uses.split('@')[0]];
      if (action === undefined) throw new Error(`${step.uses} is not known here`);
      const given = Object.entries(step.with ?? {}).map(([key, value]) => [key, filled(value, context)]);
      try {
        await action(job, Object.fromEntries(given));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        failed(error.message);
      }
      continue;
    }
    mkdirSync(folder, { recursive: true });
    const file = join(place, 'output');
    writeFileSync(file, '');
    const variables = { ...flow.env, ...own, ...step.env };
    const texts = Object.entries(variables).map(([key, text]) => [key, filled(text, context)]);
    const ran = await shell(step.run, folder, {
      ...hub.env,
      ...githubVariables(hub, push, { folder, place, file }),
      HOME: home,
      APPROVED: (push.approved ?? []).join(' '),
      ...job.env,
      ...Object.fromEntries(texts),
      ...hub.replaced,
      ...(job.ecr === undefined ? {} : { REGISTRY: job.ecr.host }),
    });
    output += ran.output;
    if (ran.status !== 0) failed(`exit ${ran.status}`);
    else if (step.id !== undefined) context.steps[step.id] = { outputs: outputsIn(file) };
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
function shell(script, cwd, variables) {
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...variables }).filter(([, value]) => value !== undefined),
  );
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ status: code ?? signal, output }));
  });
}

function githubVariables({ repository }, { branch, sha, id }, { folder, place, file }) {
  return {
    CI: 'true',
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: file,
    GITHUB_STEP_SUMMARY: join(place, 'summary.md'),
    GITHUB_REF_NAME: branch,
    GITHUB_SHA: sha,
    GITHUB_REPOSITORY: repository,
    GITHUB_RUN_ID: id,
    TMPDIR: join(place, 'tmp'),
  };
}

function outputsIn(file) {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

function must({ status, stderr }) {
  if (status !== 0) throw new Error(stderr);
}
