// What pushes and a pull request do: each job with a token of its own, under the role that it gets for it.
import { same } from '../deploy/first.mjs';
import { report } from '../harness.mjs';
import { VULNERABLE } from '../scan/cases/verdict.mjs';
import { tagsOf } from '../scan/registry.mjs';
import { FOLDER, PLATFORM, SERVICE } from './hub.mjs';

const REPOSITORY = `${PLATFORM}/${SERVICE}`;
const STACK_JOBS = ['check', 'prepare', 'deploy'];
const IMAGE_JOBS = ['image-build', 'image-scan', 'image-deploy'];

/** An empty account: everything is deployed that main deploys, and the image that was scanned runs. */
export async function firstPush(hub) {
  const pushed = await hub.push();
  report(
    'what all environments share waits for its reviewers, and staging for that',
    ['deploy-shared', 'prepare-staging', 'image-scan-staging'].every((job) => pushed.jobs[job].result === 'waiting'),
    told(pushed),
  );
  const run = await hub.approve(pushed, `${PLATFORM}-shared`);
  const names = ['base', ...jobsOf('shared'), ...jobsOf('staging'), ...jobsOf('staging', IMAGE_JOBS)];
  const succeeded = names.every((name) => run.jobs[name].result === 'success');
  report('from an empty account to the image that runs in staging: every job succeeds', succeeded, told(run));
  if (!succeeded) throw new Error('what comes later needs the first push');
  const role = (name) => [`${PLATFORM}-github-${name}`];
  report(
    'the jobs that run the repository’s code have no role, the others their own',
    same(Object.fromEntries(names.map((name) => [name, run.jobs[name].roles])), {
      base: role('plan'),
      ...{ 'check-shared': [], 'prepare-shared': role('plan'), 'deploy-shared': role('deploy-shared') },
      ...{ 'check-staging': [], 'prepare-staging': role('plan'), 'deploy-staging': role('deploy-staging') },
      'image-build-staging': [],
      'image-scan-staging': role('image-scan-staging'),
      'image-deploy-staging': role('image-deploy-staging'),
    }),
    JSON.stringify(Object.entries(run.jobs).map(([name, { roles }]) => [name, roles])),
  );
  report(
    'production is not looked at: its branch is another one',
    Object.entries(run.jobs).every(([name, { result }]) => !name.endsWith('-production') || result === 'skipped'),
    told(run),
  );
  const ledger = hub.ledger();
  report(
    'the ledger has both units, shared and in staging, and nothing of production',
    same(ledger, ['acme-web/shared', 'acme-web/staging', 'acme/shared', 'acme/staging']),
    ledger.join(),
  );
  return runsTheScanned(hub, run, 'staging', 'main');
}

/** The other branch: the same commit has its image already, so that one is looked at again and goes on. */
export async function production(hub, digest) {
  const run = await hub.push({ branch: 'stable', approved: [`${PLATFORM}-production`] });
  const names = ['base', ...jobsOf('production'), ...jobsOf('production', IMAGE_JOBS)];
  report(
    'a push to stable, approved: production is deployed, by its own roles and no others',
    Object.entries(run.jobs).every(([name, { result }]) => result === (names.includes(name) ? 'success' : 'skipped')) &&
      same(run.jobs['deploy-production'].roles, [`${PLATFORM}-github-deploy-production`]) &&
      same(run.jobs['image-deploy-production'].roles, [`${PLATFORM}-github-image-deploy-production`]),
    told(run),
  );
  report(
    'it runs the digest that staging runs: a commit has one image',
    (await runsTheScanned(hub, run, 'production', 'stable')) === digest,
    digest,
  );
}

/** What runs is what was scanned: registry, task definition and evidence have the same digest. @returns it */
async function runsTheScanned(hub, run, environment, branch) {
  const { world } = hub;
  const tags = await tagsOf(hub.registry.url, REPOSITORY);
  const digest = tags[branch];
  const services = world.look().services.filter(({ cluster }) => cluster === `${PLATFORM}-${environment}`);
  report(
    `${environment}: the task definition of the ECS service names the digest under the commit’s tag and the branch’s`,
    digest !== undefined &&
      tags[run.options.sha] === digest &&
      services.length === 1 &&
      services[0].images.some((image) => image.endsWith(`/${REPOSITORY}@${digest}`)),
    JSON.stringify([tags, services]),
  );
  const kept = `${PLATFORM}/${SERVICE}/${environment}/${run.options.sha}/`;
  const keys = await hub.evidence();
  const evidence = keys.filter((key) => key.startsWith(kept));
  report(
    `${environment}: the scan and who approved are kept as evidence`,
    ['/scan/verdict.json', '/deploy/approvals.json'].every((end) => evidence.some((key) => key.endsWith(end))),
    keys.join('\n'),
  );
  return digest;
}

/** A commit that concerns no unit: nobody is asked, and no image is built. */
export async function nothingToApprove(hub) {
  hub.world.commit('docs: a note', 'docs/note.md', () => '# A note\n');
  const run = await hub.push();
  report(
    'a commit that concerns no unit: nobody is asked, and no image is built',
    run.jobs['prepare-staging'].result === 'success' &&
      [...jobsOf('staging', IMAGE_JOBS), 'deploy-shared', 'deploy-staging'].every(
        (job) => run.jobs[job].result === 'skipped',
      ),
    told(run),
  );
}

/** One service changes: its stack does, and no other. Its image has a known critical now: that one does not run. */
export async function oneService(hub, digest) {
  const { world } = hub;
  const before = await world.asked('ExecuteChangeSet');
  hub.writeImage(VULNERABLE);
  world.commit('feat: more memory', `${FOLDER}/${SERVICE}/service.yaml`, (text) => `${text}memoryMiB: 1024\n`);
  hub.commit('feat: another base');
  const run = await hub.push({ approved: [`${PLATFORM}-shared`] });
  const executed = (await world.asked('ExecuteChangeSet')) - before;
  report(
    'one service changes: its stack in staging is changed, and no other',
    run.jobs['deploy-staging'].result === 'success' && executed === 1,
    `${executed} executed\n${told(run)}`,
  );
  const tags = await tagsOf(hub.registry.url, REPOSITORY);
  const services = world.look().services.filter(({ cluster }) => cluster === `${PLATFORM}-staging`);
  report(
    'an image with a known critical: the gate stops it, the registry has no tag for it, and what ran runs on',
    run.jobs['image-scan-staging'].result === 'failure' &&
      /It failed to gate and push/.test(run.jobs['image-scan-staging'].output) &&
      run.jobs['image-deploy-staging'].result === 'skipped' &&
      tags[run.options.sha] === undefined &&
      services[0].images.some((image) => image.endsWith(`@${digest}`)),
    `${JSON.stringify([tags, services])}\n${told(run)}`,
  );
}

/** A pull request needs no account: its jobs have no role, and ask AWS for nothing. */
export async function pullRequest(hub) {
  const { world } = hub;
  const before = (await world.emulator.calls()).length;
  const { jobs, ...run } = await hub.pullRequest(world.revision('HEAD~2'));
  const comment = hub.comment();
  report(
    'a pull request: plan, verdicts and costs in one comment',
    jobs.check.result === 'success' &&
      jobs.comment.result === 'success' &&
      /^<!-- careplane acme -->/.test(comment) &&
      /### Cost/.test(comment) &&
      /<summary>Plan<\/summary>/.test(comment) &&
      comment.length <= 65_536,
    `${comment}\n${told({ jobs, ...run })}`,
  );
  report(
    'it has no role, and asks AWS for nothing',
    same([...jobs.check.roles, ...jobs.comment.roles], []) && (await world.emulator.calls()).length === before,
  );
}

function jobsOf(scope, jobs = STACK_JOBS) {
  return jobs.map((job) => `${job}-${scope}`);
}

/** How the jobs of a run ended, and the end of what the failed ones printed. */
export function told({ jobs }) {
  const ends = Object.entries(jobs).map(([name, { result, failed }]) => `${name}: ${result} ${failed ?? ''}`);
  const failed = Object.entries(jobs).filter(([, { result }]) => result === 'failure');
  const words = failed.map(([name, { output }]) => `-- ${name}\n${output.split('\n').slice(-24).join('\n')}`);
  return [...ends, ...words].join('\n');
}
