// Deploys that are killed, and deploys that meet.
import { report } from '../harness.mjs';

const SLOW_SECONDS = 3;

/** SIGKILL while CloudFormation is at work; the next run waits for it, goes on and completes. */
export async function killed(world) {
  world.commit('feat: tag', 'apps/medmo/platform.yaml', (text) =>
    text.replace('owner: medmo-platform', 'owner: medmo-care'),
  );
  world.synth();
  await world.emulator.fault({ stack: 'medmo-network', action: 'UPDATE', seconds: SLOW_SECONDS, times: 1 });
  const first = world.start(world.deployArguments());
  await world.until('medmo-network', /^UPDATE_IN_PROGRESS$/);
  first.child.kill('SIGKILL');
  await first.done;
  const left = world.ledger();
  const revision = world.revision();
  const unwritten = left['medmo/production'].revision !== revision;
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

/** Two at once: the second waits, or says who is in front of it; the account comes out as if there had been one. */
export async function together(world) {
  world.commit('feat: tag', 'apps/medmo/platform.yaml', (text) =>
    text.replace('owner: medmo-care', 'owner: medmo-platform'),
  );
  world.synth();
  await world.emulator.fault({ stack: 'medmo-network', action: 'UPDATE', seconds: SLOW_SECONDS, times: 1 });
  const first = world.start(world.deployArguments());
  await world.until('medmo-network', /^UPDATE_IN_PROGRESS$/);
  const second = world.start(world.deployArguments());
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
