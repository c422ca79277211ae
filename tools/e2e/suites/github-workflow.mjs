// The workflow that `nx g @careplane/nx:ci` writes, run job by job with real git, Nx and npm, and the emulator as AWS.
import { appendFileSync, chmodSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { same } from '../deploy/first.mjs';
import { pipelineSetsTheImage } from '../deploy/image.mjs';
import { mustSucceed, newWorld } from '../deploy/world.mjs';
import { runJob } from '../github/jobs.mjs';
import { report, run } from '../harness.mjs';
import { cfnLint, getActionlint } from '../scan/parts.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const WORKFLOW = '.github/workflows/deploy-medmo.yml';
const ROLES = 'apps/medmo/github-roles.yaml';
const API = 'apps/medmo/api/service.yaml';
const UNITS = ['medmo', 'medmo-admin', 'medmo-api', 'medmo-frontend'];

export default async function githubWorkflow(scratch) {
  const [actionlint, linter] = [getActionlint(), cfnLint()];
  const world = await newWorld(scratch);
  if (world === undefined) return;
  try {
    mustSucceed(world.bootstrap());
    const hub = new Hub(world);
    hub.generate();
    if (actionlint !== undefined) {
      const linted = world.inClone(actionlint, ['-shellcheck=', '-pyflakes=', WORKFLOW]);
      report('actionlint has nothing to say of the workflow', linted.status === 0, linted.stdout + linted.stderr);
    }
    if (linter !== undefined) {
      const linted = world.inClone(linter, ['--regions', 'us-east-2', '--template', ROLES]);
      report('cfn-lint has nothing to say of the roles', linted.status === 0, linted.stdout + linted.stderr);
    }
    await firstPush(hub);
    await nothingToApprove(hub);
    await oneService(hub);
    await otherFiles(hub);
  } finally {
    world.stop();
  }
}

async function firstPush(hub) {
  const plan = hub.plan('first');
  const sets = await hub.world.changeSets();
  report(
    'plan, on an empty account: change sets are made, and none is executed',
    plan.succeeded &&
      Object.keys(sets).length > 0 &&
      Object.values(sets).every(({ execution }) => execution === 'AVAILABLE'),
    JSON.stringify(sets) + plan.output,
  );
  report('the planning job takes the role that cannot execute', same(names(plan), ['medmo-github-plan']), names(plan));
  report(
    'the other environment is not planned: its branch is another one',
    hub.job('first', 'plan-production').skipped,
  );
  const deployed = hub.deploy('first', plan);
  const after = await hub.world.changeSets();
  report(
    'deploy, with its reviewers’ yes: the change sets that were shown are those that were executed, by their ARNs',
    deployed.succeeded && Object.keys(sets).every((arn) => after[arn]?.execution === 'EXECUTE_COMPLETE'),
    `${deployed.failed}\n${deployed.output}`,
  );
  report('the deploying job takes its environment’s role', same(names(deployed), ['medmo-github-deploy-staging']));
  const pairs = Object.keys(hub.world.ledger()).sort();
  report(
    'the ledger has every unit in staging, and nothing of production',
    same(pairs, UNITS.map((unit) => `${unit}/staging`).sort()),
    pairs.join(),
  );
}

async function nothingToApprove(hub) {
  hub.world.commit('docs: a note', 'docs/note.md', () => '# A note\n');
  const plan = hub.plan('docs');
  const deployed = hub.deploy('docs', plan);
  report('a commit that concerns no unit: nobody is asked', plan.succeeded && deployed.skipped === true, plan.output);
}

async function oneService(hub) {
  await pipelineSetsTheImage(hub.world);
  const before = await hub.world.changeSets();
  hub.world.commit('feat: trace', API, (text) => text.replace('LOG_LEVEL: debug', 'LOG_LEVEL: trace'));
  const plan = hub.plan('one');
  const made = Object.keys(await hub.world.changeSets()).filter((arn) => !(arn in before));
  const asked = await hub.world.asked('ExecuteChangeSet');
  const deployed = hub.deploy('one', plan);
  report(
    'one service changes: one change set is shown, and that one is executed',
    made.length === 1 &&
      deployed.succeeded &&
      (await hub.world.changeSets())[made[0]]?.execution === 'EXECUTE_COMPLETE' &&
      (await hub.world.asked('ExecuteChangeSet')) === asked + 1,
    `${made}\n${plan.output}${deployed.output}`,
  );
}

/** What was approved is compared before anything is done with it. */
async function otherFiles(hub) {
  hub.world.commit('feat: error', API, (text) => text.replace('LOG_LEVEL: trace', 'LOG_LEVEL: error'));
  const plan = hub.plan('forged');
  const asked = await hub.world.asked('ExecuteChangeSet');
  const template = 'prepared-staging/assemblies/medmo-api/medmo-api-staging.template.json';
  appendFileSync(join(hub.artifactsOf('forged'), template), '\n');
  const forged = hub.deploy('forged', plan);
  report(
    'an assembly with a byte more than the sources give: stopped, and nothing is executed',
    forged.failed === 'The same again, byte for byte' && (await hub.world.asked('ExecuteChangeSet')) === asked,
    `${forged.failed}\n${forged.output}`,
  );
}

function names({ roles }) {
  return roles.map((arn) => arn.slice(arn.indexOf('/') + 1));
}

/** A repository with the workflow in it, and what happens when somebody pushes. */
class Hub {
  constructor(world) {
    this.world = world;
    this.shims = join(world.scratch, 'shims');
    mkdirSync(this.shims);
    cpSync(join(here, '../platform/npm'), join(this.shims, 'npm'));
    chmodSync(join(this.shims, 'npm'), 0o755);
    this.npm = mustSucceed(run('sh', ['-c', 'command -v npm'])).stdout.trim();
  }

  generate() {
    const { world } = this;
    const args = ['nx', 'g', '@careplane/nx:ci', '--repository', 'acme/health', '--no-interactive'];
    mustSucceed(world.inClone('npx', args));
    mustSucceed(world.inClone('git', ['add', WORKFLOW, ROLES]));
    mustSucceed(world.inClone('git', ['commit', '--quiet', '--message', 'ci: deploy from GitHub']));
    this.flow = parse(readFileSync(join(world.clone, WORKFLOW), 'utf8'));
  }

  plan(push) {
    return this.job(push, 'plan-staging');
  }

  deploy(push, { outputs }) {
    return this.job(push, 'deploy-staging', { 'plan-staging': { outputs } });
  }

  /** Run a job for the newest commit, pushed to staging's branch. */
  job(push, name, needs = {}) {
    const { world } = this;
    return runJob(this.flow, name, {
      ...{ github: { ref_name: 'master' }, needs, repository: world.clone, sha: world.revision() },
      folder: join(world.scratch, 'jobs', push, name),
      artifacts: this.artifactsOf(push),
      env: {
        ...without(/^(NX_|AWS_|npm_|CAREPLANE_)/i),
        ...world.environment,
        PATH: `${this.shims}:${process.env.PATH}`,
        NPM: this.npm,
        INSTALLED: join(world.clone, 'node_modules'),
        NX_ISOLATE_PLUGINS: 'false',
        NX_CACHE_DIRECTORY: join(world.scratch, 'jobs', push, `${name}.nx`),
        NX_WORKSPACE_DATA_DIRECTORY: join(world.scratch, 'jobs', push, `${name}.data`),
      },
    });
  }

  artifactsOf(push) {
    return join(this.world.scratch, 'artifacts', push);
  }
}

/** What an outer Nx, npm or AWS says in the environment is none of the job's business. */
function without(pattern) {
  return Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => pattern.test(name))
      .map((name) => [name, undefined]),
  );
}
