// Deploys that are killed, and deploys that meet.
import { setTimeout as pause } from 'node:timers/promises';
import { report } from '../harness';
import type { Started, World } from './world';

/** How long the second deploy gets to meet the first. */
const MEETING_MS = 3000;

/**
 * Ctrl-C: what CloudFormation has begun ends, nothing more is begun. Then SIGKILL while CloudFormation is at work; the next
 * run waits for it, goes on and completes.
 */
export async function stopped(world: World): Promise<void> {
  world.commit('feat: tag', 'apps/medmo/platform.yaml', (text) =>
    text.replace('owner: medmo-platform', 'owner: medmo-care'),
  );
  world.synth();
  const revision = world.revision();
  const first = await startSlow(world, 'medmo-network');
  first.child.kill('SIGINT');
  await world.emulator.clearFaults();
  const ended = await first.done;
  const network = (await world.stacks())['medmo-network'];
  report(
    'Ctrl-C: the running stack ends, the others are not begun, and the command to continue is printed',
    ended.status === 3 && network === 'UPDATE_COMPLETE' && /Continue: careplane deploy/.test(ended.stderr),
    `exit ${ended.status}, medmo-network ${network}\n${ended.stdout}${ended.stderr}`,
  );
  const second = await startSlow(world, 'medmo-cluster-staging');
  second.child.kill('SIGKILL');
  await second.done;
  await world.emulator.clearFaults();
  const unwritten = world.ledger()['medmo/staging']?.revision !== revision;
  const begun = Date.now();
  const next = world.deploy();
  const seconds = Math.round((Date.now() - begun) / 1000);
  const after = world.ledger();
  report(
    `SIGKILL in mid-deploy, then a run that completes (${seconds} s, the dead run’s lock among them)`,
    unwritten && next.status === 0 && Object.values(after).every((record) => record.revision === revision),
    `exit ${next.status}\n${JSON.stringify(after)}\n${next.stdout}${next.stderr}`,
  );
  const statuses = Object.entries(await world.stacks()).filter(([name]) => name.startsWith('medmo'));
  report(
    'no stack is left in review or in between',
    statuses.every(([, status]) => /^(CREATE|UPDATE)_COMPLETE$/.test(status)),
    String(statuses),
  );
}

/** A deploy that is in the middle of a stack, which goes on when the faults are cleared. */
async function startSlow(world: World, stack: string): Promise<Started> {
  await world.emulator.fault({ stack, action: 'UPDATE', held: true, times: 1 });
  const started = world.start(world.deployArguments());
  await world.until(stack, /^UPDATE_IN_PROGRESS$/, started);
  return started;
}

/** Two at once: the second waits, or says who is in front of it; the account comes out as if there had been one. */
export async function together(world: World): Promise<void> {
  world.commit('feat: tag', 'apps/medmo/platform.yaml', (text) =>
    text.replace('owner: medmo-care', 'owner: medmo-platform'),
  );
  world.synth();
  const first = await startSlow(world, 'medmo-network');
  const second = world.start(world.deployArguments());
  await Promise.race([second.done, pause(MEETING_MS)]);
  await world.emulator.clearFaults();
  const [one, other] = await Promise.all([first.done, second.done]);
  const revision = world.revision();
  const complete = Object.values(world.ledger()).every((record) => record.revision === revision);
  const clear = other.status === 0 || (other.status === 3 && /deploying|holds the lock/.test(other.stderr));
  report(
    `two deploys at once: the first completes, the second ${other.status === 0 ? 'waits' : 'is refused clearly'}`,
    one.status === 0 && clear && complete && !/^\s+at /m.test(other.stderr),
    `exits ${one.status} and ${other.status}\n${one.stderr}\n----\n${other.stdout}${other.stderr}`,
  );
}
