// The workflow that `nx g @careplane/nx:ci` writes: what linters say of it, its roles in an account, and who may take them. Its
// jobs, each with a token of its own and the role that it gets for it, run when they are asked for. The emulator judges every
// call.
import { same } from '../deploy/first.mjs';
import { newWorld } from '../deploy/world.mjs';
import { badBundle, foreignTokens, noReviewers, oldBootstrap } from '../github/bad-input.mjs';
import { CHECKS, Hub, ROLES, WORKFLOW } from '../github/hub.mjs';
import { permissions } from '../github/permissions.mjs';
import { report } from '../harness.mjs';
import { cfnLint, getActionlint, getAwsCli, getTrivy, getZizmor } from '../scan/parts.mjs';

export default async function githubWorkflow(scratch) {
  const parts = { trivy: getTrivy(), aws: getAwsCli() };
  if (Object.values(parts).includes(undefined)) return;
  const world = await newWorld(scratch);
  if (world === undefined) return;
  try {
    const hub = new Hub(world, parts);
    hub.generate();
    lint(world);
    await hub.bootstrap();
    await world.emulator.clearCalls();
    await foreignTokens(hub);
    // The jobs themselves have not been seen passing to their end yet: they are run when they are asked for.
    if (process.env.CAREPLANE_E2E_GITHUB_JOBS !== 'run') {
      console.log('not run  the jobs of the workflow, the table of their permissions, and what refuses them');
      console.log('not run  the jobs that build, scan, push and deploy an image');
      console.log('         CAREPLANE_E2E_GITHUB_JOBS=run npm run e2e -- github-workflow runs the former');
      return;
    }
    await firstPush(hub);
    await nothingToApprove(hub);
    await oneService(hub);
    await permissions(hub);
    await noReviewers(hub);
    await badBundle(hub);
    await oldBootstrap(hub);
  } finally {
    world.stop();
  }
}

function lint(world) {
  const linters = [
    ['actionlint', getActionlint(), ['-shellcheck=', '-pyflakes=', WORKFLOW, CHECKS]],
    ['zizmor', getZizmor(), ['--offline', '--no-progress', WORKFLOW, CHECKS]],
    ['cfn-lint', cfnLint(), ['--regions', 'us-east-2', '--template', ROLES]],
  ];
  for (const [name, program, args] of linters) {
    if (program === undefined) continue;
    const linted = world.inClone(program, args);
    report(`${name} has nothing to say of what was generated`, linted.status === 0, linted.stdout + linted.stderr);
  }
}

async function firstPush(hub) {
  const run = await hub.push({ approved: ['acme-shared'] });
  const jobs = [
    'base',
    ...['shared', 'staging'].flatMap((scope) => ['check', 'prepare', 'deploy'].map((job) => `${job}-${scope}`)),
  ];
  report(
    'from an empty account to the stacks of staging, each job with its role',
    jobs.every((job) => run[job].result === 'success'),
    told(run),
  );
  const roles = Object.fromEntries(jobs.map((job) => [job, run[job].roles]));
  report(
    'the jobs that run the repository’s code have no role, the others their own',
    same(roles, {
      base: ['acme-github-plan'],
      'check-shared': [],
      'prepare-shared': ['acme-github-plan'],
      'deploy-shared': ['acme-github-deploy-shared'],
      'check-staging': [],
      'prepare-staging': ['acme-github-plan'],
      'deploy-staging': ['acme-github-deploy-staging'],
    }),
    JSON.stringify(roles, null, 1),
  );
  const production = Object.entries(run).filter(([name]) => name.endsWith('-production'));
  report(
    'production is not looked at: its branch is another one',
    production.every(([, { result }]) => result === 'skipped'),
    told(run),
  );
  const ledger = hub.ledger();
  report(
    'the ledger has both units, shared and in staging, and nothing of production',
    same(ledger, ['acme-web/shared', 'acme-web/staging', 'acme/shared', 'acme/staging']),
    ledger.join(),
  );
}

async function nothingToApprove(hub) {
  hub.world.commit('docs: a note', 'docs/note.md', () => '# A note\n');
  const run = await hub.push();
  report(
    'a commit that concerns no unit: nobody is asked',
    run['prepare-staging'].result === 'success' &&
      ['deploy-shared', 'deploy-staging'].every((job) => run[job].result === 'skipped'),
    told(run),
  );
}

async function oneService(hub) {
  const { world } = hub;
  const before = await world.asked('ExecuteChangeSet');
  world.commit('feat: more memory', 'apps/acme/web/service.yaml', (text) => `${text}memoryMiB: 1024\n`);
  const run = await hub.push({ approved: ['acme-shared'] });
  const executed = (await world.asked('ExecuteChangeSet')) - before;
  report(
    'one service changes: its stack in staging is changed, and no other',
    run['deploy-staging'].result === 'success' && executed === 1,
    `${executed} executed\n${told(run)}`,
  );
}

/** How the jobs ended, and what the failed ones printed. */
function told(run) {
  return Object.entries(run)
    .map(
      ([name, { result, failed, output }]) =>
        `${name}: ${result} ${failed ?? ''}${result === 'failure' ? `\n${output}` : ''}`,
    )
    .join('\n');
}
