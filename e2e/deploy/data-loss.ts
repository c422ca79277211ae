// What holds data is not replaced on a mere --yes.
import { report } from '../harness';
import type { World } from './world';

const FILE = 'apps/medmo/platform.yaml';

/** Another name of the database's schema would replace the instance. */
export async function dataIsNotReplaced(world: World): Promise<void> {
  const [before] = world.look().databases.filter(({ id }) => id.includes('staging'));
  world.commit('feat: rename', FILE, (text) =>
    text.replace('  name: medmo\n  instanceClass', '  name: clinic\n  instanceClass'),
  );
  world.synth();
  const executed = await world.asked('ExecuteChangeSet');
  const refused = world.deploy();
  const [after] = world.look().databases.filter(({ id }) => id.includes('staging'));
  report(
    'a change that replaces a database: exit 1 in spite of --yes, named, and nothing executed',
    refused.status === 1 &&
      /--allow-replace medmo-data-/.test(refused.stderr) &&
      before !== undefined &&
      after?.resource === before.resource &&
      (await world.asked('ExecuteChangeSet')) === executed,
    `exit ${refused.status}\n${refused.stdout}${refused.stderr}`,
  );
  world.commit('revert: rename', FILE, (text) => text.replace('  name: clinic\n', '  name: medmo\n'));
  world.synth();
  const back = world.deploy();
  report('taken back, there is nothing to deploy', back.status === 0, back.stdout + back.stderr);
}
