// What every end-to-end suite needs: where things are, how to run them, and how to say what came of it.
import { spawnSync } from 'node:child_process';
import type { SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of the repository. */
export const root = join(__dirname, '../..');
/** The careplane command. */
export const careplane = join(root, 'apps/deploy/bin/careplane.js');
/** Where tools are kept between runs: outside the repository, so that a fresh clone finds them again. */
export const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'careplane');

export const counts = { passed: 0, failed: 0, missing: 0 };

/** How a command is run. */
export interface RunOptions {
  /** Put over the variables of this process; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly input?: string;
}

/** Run a command to its end and keep what it prints. */
export function run(
  command: string,
  args: readonly string[],
  { env = {}, cwd, input }: RunOptions = {},
): SpawnSyncReturns<string> {
  return spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    cwd,
    input,
    maxBuffer: 2 ** 28,
  });
}

/** One thing that was tried, and the end of what it printed when it did not hold. */
export function report(name: string, good: boolean, detail: unknown = ''): boolean {
  counts[good ? 'passed' : 'failed'] += 1;
  console.log(`${good ? 'ok' : 'not ok'}  ${name}`);
  if (!good) console.log(String(detail).split('\n').slice(-40).join('\n'));
  return good;
}

/** A part that this machine lacks: by name, with what it takes to get it. Under CI it fails the run. */
export function missing(what: string): void {
  counts.missing += 1;
  console.log(`missing  ${what}`);
}

/**
 * Python packages in an environment of their own below the cache; there already after the first time.
 *
 * @param name folder below the cache; name and version of the main package
 * @param requirements pinned: `moto==5.2.1`
 * @returns folder with the environment's commands, or undefined when it could not be made
 */
export function pythonEnvironment(name: string, requirements: readonly string[]): string | undefined {
  const place = join(cache, name);
  // Written last: an installation that was cut off is made again.
  const complete = join(place, 'bin', 'python3');
  const stamp = join(place, 'installed');
  if (existsSync(complete) && existsSync(stamp)) return join(place, 'bin');
  mkdirSync(cache, { recursive: true });
  const steps = [
    () => run('python3', ['-m', 'venv', '--clear', place]),
    () => run(join(place, 'bin/pip'), ['install', '--quiet', ...requirements]),
    () => run('touch', [stamp]),
  ];
  for (const step of steps) {
    const done = step();
    if (done.status === 0) continue;
    rmSync(place, { recursive: true, force: true });
    missing(`${requirements.join(', ')}: needs python3 with venv, and PyPI. ${done.stderr ?? ''}`);
    return undefined;
  }
  return join(place, 'bin');
}
