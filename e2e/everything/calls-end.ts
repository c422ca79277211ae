// Calls end: one service that others still call, the last one, and with it the private load balancer; and they begin again.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { mustSucceed } from '../deploy/world';
import type { World } from '../deploy/world';
import { report } from '../harness';
import { disposals, evidenceBucket, unlisted } from '../retire/evidence';
import { killedAndContinued } from '../retire/kill';
import { refused } from '../retire/service';
import { healthyTargets, internalBalancer, namesLeadTo } from './calls';
import { CALLED } from './sources';

const PLATFORM = 'apps/medmo/platform.yaml';
const NIGHTLY = 'apps/medmo/nightly/service.yaml';
const RUN = ['--run', '--reason', 'nobody calls any more', '--yes'];
const BALANCERS = ['medmo-calls-production', 'medmo-calls-staging'];

/** In steps, as a person does it, with what is refused in between. */
export async function callsEnd(world: World): Promise<void> {
  await oneEnds(world);
  await theLastEnds(world);
  await theyBeginAgain(world);
}

/** The codes are retired only when the API, as it is deployed, no longer calls them. */
async function oneEnds(world: World): Promise<void> {
  world.commit('feat: the API does not call', 'apps/medmo/api/service.yaml', (text) =>
    text.replace('calls: [codes]\n', ''),
  );
  world.commit('feat: codes are not called', PLATFORM, (text) =>
    text.replace(CALLED, '\ncalledServices: { api: {} }\n'),
  );
  rmSync(join(world.clone, 'apps/medmo/codes'), { recursive: true });
  mustSucceed(world.inClone('git', ['commit', '--quiet', '--all', '--message', 'feat: no codes']));
  world.synth();
  refused(
    world,
    'a service that another one, as it is deployed, still calls: by name, in both environments',
    ['medmo-codes'],
    1,
    [
      /stack medmo-api-staging still reads the service of medmo-codes-staging, which it calls at port 31000/,
      /stack medmo-api-production still reads the service of medmo-codes-production/,
      /Remove the call from its service\.yaml and deploy it/,
    ],
  );
  mustSucceed(world.deploy());
  const ran = world.careplane(['retire', 'apps/medmo', 'medmo-codes', ...RUN, 'medmo-codes']);
  const left = Object.keys(await world.stacks()).filter((name) => name.startsWith('medmo-codes'));
  const balancer = await internalBalancer(world);
  report(
    'after the deploy of the caller it is retired, with its listener; the other service is called as before',
    ran.status === 0 &&
      left.length === 0 &&
      balancer?.listeners.length === 1 &&
      (await healthyTargets(world, balancer.listeners[0])) === 1,
    `exit ${ran.status}, ${left.join()}\n${JSON.stringify(balancer?.listeners)}\n${ran.stdout}${ran.stderr}`,
  );
}

/** The private load balancer is protected, and goes after the last stack that reads it. */
async function theLastEnds(world: World): Promise<void> {
  world.commit('feat: nightly does not call', NIGHTLY, (text) => text.replace('calls: [api]\n', ''));
  world.commit('feat: nobody calls', PLATFORM, (text) => text.replace('\ncalledServices: { api: {} }\n', ''));
  world.synth();
  const platform = world.deploy('--unit', 'medmo');
  report(
    'the deploy of the platform leaves the load balancer, and names the command that retires it',
    platform.status === 0 &&
      platform.stderr.replace(/\s+/g, ' ').includes('careplane retire apps/medmo medmo-calls-') &&
      (await internalBalancer(world)) !== undefined,
    `exit ${platform.status}\n${platform.stdout}${platform.stderr}`,
  );
  refused(world, 'a load balancer that services, as they are deployed, still read', ['medmo-calls-staging'], 1, [
    /stack medmo-api-staging still reads \S*internal-load-balancer-arn/,
    /stack medmo-nightly-staging still reads \S*internal-load-balancer-security-group-id/,
  ]);
  mustSucceed(world.deploy());
  const shown = world.careplane(['status', 'apps/medmo']);
  report(
    'status lists what is left of both environments, and why',
    BALANCERS.every((name) => shown.stdout.includes(name)) && /medmo no longer has this stack/.test(shown.stdout),
    shown.stdout,
  );
  const bucket = evidenceBucket(world);
  const ran = await killedAndContinued(world, ['retire', 'apps/medmo', ...BALANCERS, ...RUN, ...BALANCERS], 60);
  const stacks = Object.keys(await world.stacks());
  const internal = world.look().balancers.filter(({ scheme }) => scheme === 'internal');
  const records = (await disposals(world, bucket)).filter(({ unit }) => BALANCERS.includes(unit));
  report(
    `both are retired, ${ran.kills} times killed: protection off, no balancer, no name, and a record of each with its kept logs`,
    ran.status === 0 &&
      !BALANCERS.some((name) => stacks.includes(name)) &&
      internal.length === 0 &&
      (await namesLeadTo(world)) === undefined &&
      records.length === 2 &&
      records.every(({ kept }) => kept.some((name) => name.startsWith('medmo-calls-'))),
    `exit ${ran.status}\n${JSON.stringify([stacks, internal, records])}\n${ran.stdout}${ran.stderr}`,
  );
  report('no stack is in no ledger entry', (await unlisted(world)).length === 0, await unlisted(world));
  const idle = world.deploy();
  report(
    'nothing is left to deploy, and nothing is in the account that no file has',
    idle.status === 0 && /Nothing to deploy/.test(idle.stderr) && !/IN NO FILE/.test(idle.stderr),
    idle.stdout + idle.stderr,
  );
}

/** A service that runs gets a second target group without a new start from an empty account. */
async function theyBeginAgain(world: World): Promise<void> {
  world.commit('feat: nightly calls', NIGHTLY, (text) => `${text}calls: [api]\n`);
  world.commit('feat: the API is called', PLATFORM, (text) => `${text}\ncalledServices: { api: {} }\n`);
  world.synth();
  const ran = world.deploy();
  const balancer = await internalBalancer(world);
  report(
    'a service that runs is called again: its task is behind both load balancers',
    ran.status === 0 &&
      balancer?.listeners.length === 1 &&
      (await healthyTargets(world, balancer.listeners[0])) === 1 &&
      world.look().services.some(({ name, targets }) => name.includes('medmo-api-staging') && targets.length === 2),
    `exit ${ran.status}\n${JSON.stringify([balancer, world.look().services])}\n${ran.stdout}${ran.stderr}`,
  );
}
