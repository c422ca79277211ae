// What pushes and a pull request do: each job with a token of its own, under the role that it gets for it.
import { same } from '../deploy/first';
import { report } from '../harness';
import { VULNERABLE } from '../scan/cases/verdict';
import { tagsOf } from '../scan/registry';
import { FOLDER, PLATFORM, SERVICE } from './hub';
import type { Hub, Run } from './hub';
import type { World } from '../deploy/world';

const REPOSITORY = `${PLATFORM}/${SERVICE}`;
/** What is shared is looked at by other runs. */
const OF_STAGING = /^base$|-staging$/;
const OF_SHARED = /^base$|-shared$/;
const STACK_JOBS = ['check', 'prepare', 'deploy'];
const IMAGE_JOBS = ['image-build', 'image-scan', 'image-deploy'];

/** An empty account: everything is deployed that main deploys, and the image that was scanned runs. */
export async function firstPush(hub: Hub): Promise<string | undefined> {
  const pushed = await hub.push();
  report(
    'what all environments share waits for its reviewers, and staging for that',
    ['deploy-shared', 'prepare-staging', 'image-scan-staging'].every((job) => pushed.jobs[job]?.result === 'waiting'),
    outputOf(pushed),
  );
  const run = await hub.goOn(pushed, { approved: [`${PLATFORM}-shared`] });
  const names = ['base', ...jobsOf('shared'), ...jobsOf('staging'), ...jobsOf('staging', IMAGE_JOBS)];
  const succeeded = names.every((name) => run.jobs[name]?.result === 'success');
  report('from an empty account to the image that runs in staging: every job succeeds', succeeded, outputOf(run));
  if (!succeeded) throw new Error('what comes later needs the first push');
  const role = (name: string) => [`${PLATFORM}-github-${name}`];
  report(
    'the jobs that run the repository’s code have no role, the others their own',
    same(Object.fromEntries(names.map((name) => [name, run.jobs[name]?.roles])), {
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
    outputOf(run),
  );
  const ledger = hub.ledger();
  report(
    'the ledger has both units, shared and in staging, and nothing of production',
    same(ledger, ['acme-web/shared', 'acme-web/staging', 'acme/shared', 'acme/staging']),
    ledger.join(),
  );
  return runsTheScanned(hub, run, 'staging', 'main');
}

/** The other branch, approved. The image is built from its own commit: main has built none for that. */
export async function production(hub: Hub): Promise<void> {
  const run = await hub.push({ branch: 'stable', approved: [`${PLATFORM}-production`] });
  const names = ['base', ...jobsOf('production'), ...jobsOf('production', IMAGE_JOBS)];
  report(
    'a push to stable, approved: production is deployed, by its own roles and no others',
    Object.entries(run.jobs).every(([name, { result }]) => result === (names.includes(name) ? 'success' : 'skipped')) &&
      same(run.jobs['deploy-production']?.roles, [`${PLATFORM}-github-deploy-production`]) &&
      same(run.jobs['image-scan-production']?.roles, [`${PLATFORM}-github-image-scan-production`]) &&
      same(run.jobs['image-deploy-production']?.roles, [`${PLATFORM}-github-image-deploy-production`]),
    outputOf(run),
  );
  await runsTheScanned(hub, run, 'production', 'stable');
}

/** What runs is what was scanned: registry, task definition and evidence have the same digest. @returns it */
async function runsTheScanned(hub: Hub, run: Run, environment: string, branch: string): Promise<string | undefined> {
  const { world } = hub;
  const tags = await tagsOf(hub.registry.url, REPOSITORY);
  const digest = tags[branch];
  const services = world.look().services.filter(({ cluster }) => cluster === `${PLATFORM}-${environment}`);
  report(
    `${environment}: the task definition of the ECS service names the digest under the commit’s tag and the branch’s`,
    digest !== undefined &&
      tags[run.options.sha] === digest &&
      services.length === 1 &&
      services[0]?.images.some((image) => image.endsWith(`/${REPOSITORY}@${digest}`)) === true,
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

/** A commit that concerns no unit: no job waits for approval, and no image is built. */
export async function nothingToApprove(hub: Hub): Promise<void> {
  hub.world.commit('docs: a note', 'docs/note.md', () => '# A note\n');
  const run = await hub.push({ only: OF_STAGING });
  report(
    'a commit that concerns no unit: no job waits for approval, and no image is built',
    run.jobs['prepare-staging']?.result === 'success' &&
      [...jobsOf('staging', IMAGE_JOBS), 'deploy-staging'].every((job) => run.jobs[job]?.result === 'skipped'),
    outputOf(run),
  );
}

/**
 * The network and one service change, and the environment of what is shared has no reviewers: GitHub makes an environment that a
 * job names. Nobody has approved, and nothing is deployed, until it has some who agree. The service's image has a known critical
 * now: its stack changes, and that image does not run.
 *
 * @param meanwhile gets the run in which the shared stacks were prepared, before they are deployed
 */
export async function aChange(hub: Hub, digest: string, meanwhile: (prepared: Run) => Promise<void>): Promise<void> {
  const { world } = hub;
  hub.writeImage(VULNERABLE);
  world.commit('feat: more gateways', `${FOLDER}/platform.yaml`, (text) =>
    text.replace('cidr: 10.0.0.0/16', 'cidr: 10.0.0.0/16\n  natGateways: per-zone'),
  );
  world.commit('feat: more memory', `${FOLDER}/${SERVICE}/service.yaml`, (text) => `${text}memoryMiB: 1024\n`);
  hub.commit('feat: another base');
  const executed = await counter(world, 'ExecuteChangeSet');
  const refused = await hub.push({ only: OF_SHARED, unprotected: [`${PLATFORM}-shared`] });
  report(
    'an environment without reviewers: the deploy ends before it has done anything, and says how to make one',
    refused.jobs['deploy-shared']?.result === 'failure' &&
      refused.jobs['deploy-shared'].output.includes('github-environments.sh') &&
      (await executed()) === 0,
    outputOf(refused),
  );
  await meanwhile(refused);
  const reviewed = { unprotected: [], approved: [`${PLATFORM}-shared`] };
  const shared = await hub.goOn(refused, reviewed);
  report(
    'with reviewers who agree the same job deploys what was prepared',
    shared.jobs['deploy-shared']?.result === 'success' && (await executed()) > 0,
    outputOf(shared),
  );
  const run = await hub.goOn(shared, { only: undefined });
  const count = await executed();
  report(
    'one service changes: its stack in staging is changed, and no other',
    run.jobs['deploy-staging']?.result === 'success' && count === 1,
    `${count} executed\n${outputOf(run)}`,
  );
  await stopped(hub, run, digest);
}

/** What CloudFormation was asked since the last time: a function that says how often. */
async function counter(world: World, action: string): Promise<() => Promise<number>> {
  let last = await world.asked(action);
  return async () => {
    const before = last;
    last = await world.asked(action);
    return last - before;
  };
}

async function stopped(hub: Hub, run: Run, digest: string): Promise<void> {
  const { world } = hub;
  const tags = await tagsOf(hub.registry.url, REPOSITORY);
  const services = world.look().services.filter(({ cluster }) => cluster === `${PLATFORM}-staging`);
  report(
    'an image with a known critical: the gate stops it, the registry has no tag for it, and what ran runs on',
    run.jobs['image-scan-staging']?.result === 'failure' &&
      /It failed to gate and push/.test(run.jobs['image-scan-staging'].output) &&
      run.jobs['image-deploy-staging']?.result === 'skipped' &&
      tags[run.options.sha] === undefined &&
      services[0]?.images.some((image) => image.endsWith(`@${digest}`)) === true,
    `${JSON.stringify([tags, services])}\n${outputOf(run)}`,
  );
}

/** A pull request needs no account: its jobs have no role, and ask AWS for nothing. */
export async function pullRequest(hub: Hub): Promise<void> {
  const { world } = hub;
  const before = (await world.emulator.calls()).length;
  const { jobs, ...run } = await hub.pullRequest(world.revision('HEAD~3'));
  const comment = hub.comment();
  report(
    'a pull request: plan, verdicts and costs in one comment',
    jobs['check']?.result === 'success' &&
      jobs['comment']?.result === 'success' &&
      /^<!-- careplane acme -->/.test(comment) &&
      /### Monthly cost of apps\/acme/.test(comment) &&
      /<summary>Plan<\/summary>/.test(comment) &&
      comment.length <= 65_536,
    `${comment}\n${outputOf({ jobs, ...run })}`,
  );
  report(
    'it has no role, and asks AWS for nothing',
    same([...(jobs['check']?.roles ?? []), ...(jobs['comment']?.roles ?? [])], []) &&
      (await world.emulator.calls()).length === before,
  );
}

function jobsOf(scope: string, jobs: readonly string[] = STACK_JOBS): string[] {
  return jobs.map((job) => `${job}-${scope}`);
}

/** How the jobs of a run ended, and the end of what the failed ones printed. */
export function outputOf({ jobs }: Pick<Run, 'jobs'>): string {
  const ends = Object.entries(jobs).map(([name, { result, failed }]) => `${name}: ${result} ${failed ?? ''}`);
  const failed = Object.entries(jobs).filter(([, { result }]) => result === 'failure');
  const words = failed.map(([name, { output }]) => `-- ${name}\n${output.split('\n').slice(-24).join('\n')}`);
  return [...ends, ...words].join('\n');
}
