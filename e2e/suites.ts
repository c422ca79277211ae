import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';

const FOLDER = join(__dirname, 'suites');
/** These start first, so that none of them runs by itself at the end. */
const LONGEST = ['platform-pipeline', 'scan-gate', 'github-workflow', 'deploy', 'generated-images'];

/** Names of all suites, the longest first: each is a file in `suites/`. */
export function allSuites(): readonly string[] {
  const all = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'))
    .sort();
  return [...LONGEST.filter((name) => all.includes(name)), ...all.filter((name) => !LONGEST.includes(name))];
}

/** The file of a suite. */
export function fileOf(suite: string): string {
  return join(FOLDER, `${suite}.ts`);
}

/**
 * How many suites run at a time: two, because most of them wait for other processes, or what E2E_AT_ONCE says.
 *
 * @throws RangeError when E2E_AT_ONCE is not a whole number from 1
 */
export function atOnce(asked: string | undefined = process.env['E2E_AT_ONCE']): number {
  const count = Number(asked ?? Math.min(2, availableParallelism()));
  if (Number.isInteger(count) && count > 0) return count;
  throw new RangeError(`E2E_AT_ONCE is ${asked}; allowed is a whole number from 1. Leave it out for 2.`);
}
