// The jobs of a GitHub workflow, on this machine: every `run` is run as GitHub does it, and of the actions of others what
// they leave behind. A job that names no role has no keys at all.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../harness.mjs';
import { filled, looksAtStatus, valueOf } from './expressions.mjs';
import { assume, claimsOf } from './token.mjs';

const ACTIONS = {
  'actions/checkout': ({ hub, folder, sha }) => {
    must(run('git', ['clone', '--quiet', hub.clone, folder]));
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
    Object.assign(job.env, keys, { AWS_REGION: region, AWS_DEFAULT_REGION: region });
  },
  'actions/upload-artifact': ({ folder, artifacts }, { name, path, 'if-no-files-found': none }) => {
    const from = join(folder, path);
    if (!existsSync(from)) {
      if (none === 'error') throw new Refused(`No files were found with the provided path: ${path}`);
      return;
    }
    cpSync(from, join(artifacts, name), { recursive: true });
  },
  'actions/download-artifact': ({ folder, artifacts }, { name, path = '.' }) => {
    if (!existsSync(join(artifacts, name))) throw new Refused(`Unable to find artifact ${name}`);
    cpSync(join(artifacts, name), join(folder, path), { recursive: true });
  },
};

/** What an action or a service refuses: the job fails, with these words. */
class Refused extends Error {}

/**
 * Run the jobs of a workflow for one push, one after the other.
 *
 * @param hub `clone`, `endpoint`, `repository`, `repositoryId`, `ownerId`, `workflow`, and `env`: all variables that the
 *   machine has
 * @param push `id`, `branch`, `sha`, `folder` for everything of the run, and optionally `approved` (names of environments),
 *   `protectedEnvironments` (those with reviewers), `unprotected` (of these, those that have none this time), `claims` that
 *   the tokens have in place of GitHub's, `only` (what names of jobs must match; the others have nothing to do)
 * @returns by job: its `result`, `outputs`, the `roles` it took, `output` and for a failure the step
 */
export async function runWorkflow(flow, hub, push) {
  const done = {};
  for (const [name, job] of Object.entries(flow.jobs)) {
    const needs = [job.needs ?? []].flat();
    const context = contextOf(hub, push, Object.fromEntries(needs.map((need) => [need, done[need]])));
    if (!(push.only ?? /^/).test(name) || !isDue(job, needs, context)) {
      done[name] = { result: 'skipped', outputs: {}, roles: [], output: '' };
      continue;
    }
    if (waits(job, push)) {
      done[name] = { result: 'waiting', outputs: {}, roles: [], output: '' };
      continue;
    }
    const instances = job.strategy === undefined ? [{}] : valueOf(job.strategy.matrix.include, context);
    const ended = [];
    for (const matrix of instances) {
      const place = join(push.folder, [name, ...Object.values(matrix)].join('-'));
      ended.push(await runJob(flow, job, { ...context, matrix }, hub, push, place));
    }
    done[name] = {
      result: ended.every(({ result }) => result === 'success') ? 'success' : 'failure',
      outputs: Object.assign({}, ...ended.map(({ outputs }) => outputs)),
      roles: ended.flatMap(({ roles }) => roles),
      output: ended.map(({ output }) => output).join(''),
      failed: ended.find(({ failed }) => failed !== undefined)?.failed,
    };
  }
  return done;
}

function contextOf({ repository }, { id, branch, sha }, needs) {
  return {
    github: { ref_name: branch, sha, repository, run_id: id, run_attempt: '1', token: 'a-token', event: {} },
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
  mkdirSync(join(place, 'tmp'), { recursive: true });
  const about = { ref: `refs/heads/${push.branch}`, workflow: hub.workflow, environment };
  const job = { hub, folder, about, permissions, roles: [], sha: push.sha, claims: push.claims ?? {} };
  Object.assign(job, { artifacts: join(push.folder, 'artifacts'), env: {} });
  let output = '';
  const ended = (more) => ({ outputs: {}, roles: job.roles, output, ...more });
  for (const step of steps) {
    const name = step.name ?? step.uses?.split('@')[0] ?? step.run;
    const failed = (why) => ended({ result: 'failure', failed: name, output: `${output}${why}\n` });
    if (step.uses !== undefined) {
      const action = ACTIONS[step.uses.split('@')[0]];
      if (action === undefined) throw new Error(`${step.uses} is not known here`);
      const given = Object.entries(step.with ?? {}).map(([key, value]) => [key, filled(value, context)]);
      try {
        await action(job, Object.fromEntries(given));
      } catch (error) {
        if (error instanceof Refused) return failed(error.message);
        throw error;
      }
      continue;
    }
    mkdirSync(folder, { recursive: true });
    const file = join(place, 'output');
    writeFileSync(file, '');
    const variables = { ...flow.env, ...own, ...step.env };
    const texts = Object.entries(variables).map(([key, text]) => [key, filled(text, context)]);
    // `shell: bash` is this.
    const ran = run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd: folder,
      env: {
        ...hub.env,
        ...githubVariables(hub, push, { folder, place, file }),
        APPROVED: (push.approved ?? []).join(' '),
        ...job.env,
        ...Object.fromEntries(texts),
        ...hub.replaced,
      },
    });
    output += ran.stdout + ran.stderr;
    if (ran.status !== 0) return failed(`exit ${ran.status}`);
    if (step.id !== undefined) context.steps[step.id] = { outputs: outputsIn(file) };
  }
  const handedOn = Object.entries(outputs ?? {}).map(([key, text]) => [key, filled(text, context)]);
  return ended({ result: 'success', outputs: Object.fromEntries(handedOn) });
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
