// A run that is killed at random points, until one comes to its end.
import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../deploy/world';

/** Runs that are killed at most; each gets further than the one before, because what is done stays done. */
const MOST_KILLS = 10;

/** How a run with kills came out. */
export interface Killed {
  readonly kills: number;
  /** Milliseconds after which each run was killed. */
  readonly after: readonly number[];
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Start a command again and again and kill it with SIGKILL at random points; then let it run.
 *
 * @param longest milliseconds of a run that is killed
 */
export async function killedAndContinued(world: World, args: readonly string[], longest: number): Promise<Killed> {
  const after: number[] = [];
  while (after.length < MOST_KILLS) {
    const wait = Math.round(500 + Math.random() * longest);
    const { child, done } = world.start(args);
    const ended = await Promise.race([done, pause(wait).then(() => undefined)]);
    if (ended !== undefined) return { kills: after.length, after, ...ended };
    child.kill('SIGKILL');
    await done;
    after.push(wait);
  }
  const ran = world.careplane(args);
  return { kills: after.length, after, status: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}
