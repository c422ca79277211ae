import { createRequire } from 'node:module';
import { ToolFailed } from '@careplane/command-line';
import type { Exit } from '@careplane/command-line';

/**
 * Run another of our command lines in this process, as if it had been called by its own name: there is one front door.
 * It is found when it runs, and careplane-cost is no dependency: it builds on this app, so this app cannot build on it.
 *
 * @param name `scan` for careplane-scan, `cost` for careplane-cost
 * @param given what follows the name on the command line
 * @returns the exit code that it ends with
 * @throws ToolFailed when its package is not installed
 */
export async function handOver(name: 'cost' | 'scan', given: readonly string[]): Promise<Exit> {
  const require = createRequire(__filename);
  const bin = binOf(require, name);
  process.argv = [process.argv[0] ?? 'node', bin, ...given];
  const { done } = require(bin) as { done: Promise<Exit> };
  return done;
}

function binOf({ resolve }: NodeJS.Require, name: string): string {
  try {
    return resolve(`@careplane/${name}/bin/careplane-${name}.js`);
  } catch {
    throw new ToolFailed(`careplane-${name} is not installed. Next: npm install @careplane/${name}`);
  }
}
