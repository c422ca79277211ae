import { createRequire } from 'node:module';
import type { Exit } from '@careplane/command-line';

/**
 * Run another of our command lines in this process, as if it had been called by its own name: there is one front door.
 *
 * @param name `scan` for careplane-scan
 * @param given what follows the name on the command line
 * @returns the exit code that it ends with
 */
export async function handOver(name: 'scan', given: readonly string[]): Promise<Exit> {
  const bin = createRequire(__filename).resolve(`@careplane/${name}/bin/careplane-${name}.js`);
  process.argv = [process.argv[0] ?? 'node', bin, ...given];
  const { done } = createRequire(__filename)(bin) as { done: Promise<Exit> };
  return done;
}
