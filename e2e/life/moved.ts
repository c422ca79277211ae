// A service moves to another platform of the account: nothing that it leaves behind goes unlisted, and in the end nothing is left.
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { mustSucceed } from '../deploy/world';
import type { World } from '../deploy/world';
import { imageIsSet } from '../everything/deployed';
import { report } from '../harness';

const FOLDER = 'apps/clinic';
const OLD = 'medmo-laboratory';
const NEW = 'clinic-laboratory-staging';

/** The platform of medmo under another name, range and domain; the baseline of the account stays medmo's. */
const clinicOf = (medmo: string) =>
  medmo
    .replace('name: medmo\n', 'name: clinic\n')
    .replace('codecommit: medmo-platform', 'codecommit: clinic-platform')
    .replace('10.20.0.0/16', '10.40.0.0/16')
    .replace('domain: staging.medmo.example', 'domain: staging.clinic.medmo.example')
    .replace('domain: medmo.example', 'domain: clinic.medmo.example')
    .replace('governance:\n', 'governance:\n  baseline: medmo\n')
    .replace(/^handover:\n(?: .*\n)*/m, '')
    .replace(/^identity:\n(?: .*\n)*/m, '');

/** Units that `status` finds in the account and in no file of a platform. */
const leftBehind = (world: World, platform: string) => {
  const { stdout, stderr, status } = world.careplane(['status', platform]);
  return { named: stdout.includes(OLD), stdout: `exit ${status}\n${stdout}${stderr}` };
};

/** From medmo to clinic. */
export async function serviceIsMoved(world: World): Promise<void> {
  const medmo = mustSucceed(world.inClone('git', ['show', 'HEAD:apps/medmo/platform.yaml'])).stdout;
  world.commit('feat: the clinic', `${FOLDER}/platform.yaml`, () => clinicOf(medmo));
  renameSync(join(world.clone, 'apps/medmo/laboratory'), join(world.clone, FOLDER, 'laboratory'));
  mustSucceed(world.inClone('git', ['add', '--all']));
  mustSucceed(world.inClone('git', ['commit', '--quiet', '--message', 'feat: the laboratory belongs to the clinic']));
  const before = leftBehind(world, 'apps/medmo');
  report(
    'status of the platform that it leaves lists the unit as in no file any more',
    before.named && /no file has this unit/.test(before.stdout),
    before.stdout,
  );

  const assembly = join(world.scratch, 'clinic');
  mustSucceed(world.careplane(['synth', FOLDER, '--out', assembly]));
  mustSucceed(world.careplane(['bootstrap', FOLDER, '--assembly', assembly, '--run']));
  const deploy = ['deploy', FOLDER, '--assembly', assembly, '--yes'];
  const deployed = await world.start(deploy).done;
  const released = await imageIsSet(world, NEW);
  const running = world.look().services.map(({ name }) => name);
  report(
    'the other platform deploys it beside the old one, and both run',
    deployed.status === 0 &&
      released === 'UPDATE_COMPLETE' &&
      [OLD, NEW].every((wanted) => running.some((name) => name.includes(wanted))),
    `exit ${deployed.status}\n${deployed.stdout}${deployed.stderr}\n${released}\n${running.join()}`,
  );

  const retired = await world.start([
    ...['retire', 'apps/medmo', OLD, '--run', '--reason', 'the clinic has it', '--yes', OLD],
  ]).done;
  const stacks = Object.keys(await world.stacks());
  const after = leftBehind(world, 'apps/medmo');
  report(
    'the old unit is retired: no stack of it is left, no file and no entry of the ledger names it, and the new one runs on',
    retired.status === 0 &&
      !stacks.some((name) => name.startsWith(`${OLD}-`)) &&
      stacks.includes(NEW) &&
      !after.named &&
      !Object.keys(world.ledger()).some((unit) => unit.startsWith(OLD)),
    `exit ${retired.status}\n${retired.stdout}${retired.stderr}\n${stacks.join()}\n${after.stdout}`,
  );
  const other = world.careplane(['status', FOLDER]);
  report(
    'status of the other platform lists nothing that is in no file',
    [0, 1].includes(other.status ?? 3) && !/no file has this unit/.test(other.stdout),
    `exit ${other.status}\n${other.stdout}${other.stderr}`,
  );
}
