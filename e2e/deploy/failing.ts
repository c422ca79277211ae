// Deploys that fail: what is left, what is printed, and how the next run repairs it.
import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { report } from '../harness';
import { same } from './first';
import { mustSucceed } from './world';
import type { World } from './world';

const REASON = 'Resource handler returned message: "Rate exceeded for testing"';

/** One unit fails; an unrelated commit follows; the failed unit still comes round, and heals. */
export async function failedUnitComesRound(world: World): Promise<void> {
  const good = world.revision();
  await world.emulator.fault({ stack: 'medmo-admin-staging', action: 'UPDATE', reason: REASON });
  const edit = (text: string) => text.replace('codes: 200-299', 'codes: 200-399');
  world.commit('feat: redirects are healthy', 'apps/medmo/admin/service.yaml', edit);
  world.synth();
  const failed = world.deploy();
  report(
    'a deploy that fails: exit 3, with the reason in the service’s words and the next command',
    failed.status === 3 && failed.stderr.includes(REASON) && /careplane deploy apps\/medmo/.test(failed.stderr),
    `exit ${failed.status}\n${failed.stdout}${failed.stderr}`,
  );
  const after = world.ledger();
  report(
    'the ledger keeps the revision before for what failed',
    after['medmo-admin/staging']?.revision !== world.revision(),
    JSON.stringify(after),
  );
  world.commit('docs: a word', 'docs/guides/word.md', () => 'A word.\n');
  const based = world.careplane(['base', 'apps/medmo']);
  const base = based.stdout.trim();
  const files = mustSucceed(world.inClone('git', ['diff', '--name-only', base, 'HEAD'])).stdout.split('\n');
  report(
    'after an unrelated commit, careplane base goes back before the failed change',
    files.includes('apps/medmo/admin/service.yaml') && isAncestor(world, base, good),
    `base ${base}\n${files.join('\n')}\n${based.stderr}`,
  );
  await world.emulator.clearFaults();
  const healed = world.deploy();
  const stacks = await world.stacks();
  const record = world.ledger()['medmo-admin/staging'];
  report(
    'and the next deploy heals it',
    healed.status === 0 && stacks['medmo-admin-staging'] === 'UPDATE_COMPLETE' && record?.revision === world.revision(),
    `${healed.stdout}${healed.stderr}`,
  );
}

function isAncestor(world: World, a: string, b: string): boolean {
  return world.inClone('git', ['merge-base', '--is-ancestor', a, b]).status === 0;
}

/** A new service whose first stack cannot be made: ROLLBACK_COMPLETE needs a person, and the person a command. */
export async function rolledBack(world: World): Promise<void> {
  const yaml = 'name: lab\nsource: { github: medmo/lab }\nroutes: [{ host: lab }]\n';
  world.commit('feat: the laboratory', 'apps/medmo/lab/service.yaml', () => yaml);
  world.synth();
  await world.emulator.fault({
    stack: 'medmo-lab-staging',
    logicalId: 'Service*',
    action: 'CREATE',
    reason: REASON,
    times: 1,
  });
  const failed = world.deploy();
  const status = (await world.stacks())['medmo-lab-staging'];
  report(
    'a first deploy that fails is rolled back',
    failed.status === 3 && status === 'ROLLBACK_COMPLETE',
    failed.stderr,
  );
  const made = await world.asked('CreateChangeSet');
  const again = world.deploy();
  const command = 'aws cloudformation delete-stack --stack-name medmo-lab-staging --region us-east-2';
  const untouched = (await world.asked('CreateChangeSet')) === made;
  report(
    'a stack in ROLLBACK_COMPLETE is answered with the next command, nothing half-done',
    again.status === 2 && again.stderr.includes(command) && untouched,
    `exit ${again.status}\n${again.stdout}${again.stderr}`,
  );
  await world.cloudFormation().send(new DeleteStackCommand({ StackName: 'medmo-lab-staging' }));
  await world.until('medmo-lab-staging', /^absent$/);
  const mended = world.deploy();
  const group = world.look().logGroups.filter((name) => name.endsWith('/staging/lab'));
  report('which mends it', mended.status === 0 && same(group.length, 1), mended.stdout + mended.stderr);
}
