// careplane deploy and careplane base against the emulator: all of medmo, from an empty account on.
import { firstDeploy, nothingChanged } from '../deploy/first.mjs';
import { failedUnitComesRound, rolledBack } from '../deploy/failing.mjs';
import { oneServiceChanges, pipelineSetsTheImage } from '../deploy/image.mjs';
import { stopped, together } from '../deploy/interrupted.mjs';
import { refusesToStart } from '../deploy/refusals.mjs';
import { dataIsNotReplaced } from '../deploy/data-loss.mjs';
import { emulatorTests, unmodelled } from '../deploy/emulator.mjs';
import { throughNx } from '../deploy/through-nx.mjs';
import { newWorld } from '../deploy/world.mjs';

export default async function deploy(scratch) {
  const world = await newWorld(scratch);
  if (world === undefined) return;
  try {
    emulatorTests(world);
    await refusesToStart(world);
    await firstDeploy(world);
    await nothingChanged(world);
    const service = await pipelineSetsTheImage(world);
    await oneServiceChanges(world, service);
    await failedUnitComesRound(world);
    await dataIsNotReplaced(world);
    await stopped(world);
    await together(world);
    await rolledBack(world);
    await throughNx(world);
    await unmodelled(world);
  } finally {
    world.stop();
  }
}
