// A run that is killed at random points of its work, until one comes to its end.
import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../deploy/world';

/** Runs that are killed at most; each gets further than the one before, because what is done stays done. */
const MOST_KILLS = 10;

/** How a run with kills came out. */
export interface Killed {
  readonly kills: number;
  /** Where each run was killed: before or after which of its requests. */
  readonly points: readonly string[];
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Start a command again and again and kill it with SIGKILL while it waits for an answer; then let it run. The account may have carried out
 * the request that it waits for, or not.
 *
 * @param most requests that a run which is killed has made before, at most; a run that makes fewer comes to its end
 */
export async function killedAndContinued(world: World, args: readonly string[], most: number): Promise<Killed> {
  const { emulator } = world;
  const points: string[] = [];
  while (points.length < MOST_KILLS) {
    // The first ones early, so that there are some.
    const after = Math.floor((Math.random() * most * (points.length + 1)) / MOST_KILLS);
    const when = Math.random() < 0.5 ? 'before' : 'after';
    await emulator.hold({ after, when });
    const { child, done } = world.start(args);
    let ended = false;
    void done.then(() => (ended = true));
    while (!ended && !(await emulator.isHeld())) await pause(20);
    child.kill('SIGKILL');
    const result = await done;
    await emulator.release();
    // A process that was killed has no status.
    if (result.status !== null) return { kills: points.length, points, ...result };
    points.push(`${when} ${after + 1}`);
  }
  const ran = world.careplane(args);
  return { kills: points.length, points, status: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}
