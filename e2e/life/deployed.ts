// All of medmo, from an empty account; the API of staging runs.
import { pipelineSetsTheImage } from '../deploy/image';
import { mustSucceed } from '../deploy/world';
import type { World } from '../deploy/world';

/** Bootstrap, deploy, and the first image. */
export async function deployed(world: World): Promise<void> {
  world.synth();
  mustSucceed(world.bootstrap());
  mustSucceed(world.deploy());
  await pipelineSetsTheImage(world);
  mustSucceed(world.deploy());
}
