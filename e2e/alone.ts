import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Variable with the folder that the suites of one run share; `run.ts` sets it. */
export const RUN_FOLDER = 'E2E_RUN_FOLDER';

/** How deep this process is in `alone`. */
let depth = 0;

/**
 * Make a part while no other suite of this run makes one: the suites run next to each other, and share the cache and apt's lock.
 *
 * @param make first checks whether the part exists already
 */
export function alone<T>(make: () => T): T {
  // A folder of the run, which ends with it: a lock that a killed run left behind cannot hold up the next one.
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined) return make();
  const lock = join(folder, 'making');
  if (depth === 0) acquire(lock);
  depth += 1;
  try {
    return make();
  } finally {
    depth -= 1;
    if (depth === 0) rmSync(lock, { force: true });
  }
}

/** Create the file with the id of this process. A file of a process that has ended is removed. */
function acquire(lock: string): void {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!isRunning(lock)) rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

function isRunning(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')) || process.pid, 0);
    return true;
  } catch {
    return false;
  }
}
