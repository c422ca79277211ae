// A singleton never runs twice at once: not when a release replaces it, and not when the release fails and ECS goes back.
import type { World } from '../deploy/world';
import { report } from '../harness';
import { imageIsSet } from './deployed';

/** The singleton, and a worker whose new tasks start before its old ones stop. */
const [ONCE, OTHER] = ['medmo-letters-staging', 'medmo-claims-staging'];
const BROKEN = 'bd';

/** Releases of both: two that work, and between them one whose program ends. */
export async function singletonRunsOnce(world: World): Promise<void> {
  await world.emulator.containers({ image: `*@sha256:${BROKEN.repeat(32)}`, exits: 1 });
  await world.emulator.countAnew();
  const ends: (string | undefined)[] = [];
  for (const digest of ['cd', BROKEN, 'ef'])
    for (const stack of [ONCE, OTHER]) ends.push(await imageIsSet(world, stack, digest));
  await world.emulator.workingContainers();
  const [good, bad] = ['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];
  report(
    'of three releases the second fails and is taken back',
    ends.join() === [good, good, bad, bad, good, good].join(),
    ends.join(),
  );
  const most = await world.emulator.mostAtOnce();
  const of = (stack: string) => Object.entries(most).find(([name]) => name.startsWith(stack))?.[1];
  report('through all of them one task of the singleton ran at most', of(ONCE) === 1, JSON.stringify(most));
  report('of the other worker two ran at once, so this is seen', of(OTHER) === 2, JSON.stringify(most));
}
