// Where things are on this machine, and how a command is run.
import { spawnSync } from 'node:child_process';
import type { SpawnSyncReturns } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of the repository. */
export const root = join(__dirname, '..');
/** The careplane command. */
export const careplane = join(root, 'apps/deploy/bin/careplane.js');
/** Where tools are kept between runs: outside the repository, so that a fresh clone finds them again. */
export const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'careplane');

/** Variables of a process; undefined takes one away. */
export type Env = Readonly<Record<string, string | undefined>>;

/** How a command is run. */
export interface RunOptions {
  /** Put over the variables of this process. */
  readonly env?: Env;
  readonly cwd?: string;
  readonly input?: string;
}

/** How a command ended. */
export type Ran = SpawnSyncReturns<string>;

/** A process that hangs is ended after this time, so that the other suites still come to their end. */
const HANGS_AFTER_MS = 20 * 60_000;

/** Run a command to its end and keep what it prints. */
export function run(command: string, args: readonly string[], { env = {}, cwd, input }: RunOptions = {}): Ran {
  return spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    cwd,
    input,
    maxBuffer: 2 ** 28,
    timeout: HANGS_AFTER_MS,
    killSignal: 'SIGKILL',
  });
}
