// The AWS CLI for a suite whose builds run hundreds of its commands: loaded once, by aws/server.py. What a command does, prints
// and ends with is the CLI's.
import { spawn } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const programs = join(__dirname, '../aws');
const STARTED_WITHIN_MS = 120_000;

/** It, while it runs. */
export interface AwsCli {
  /** Path of the command `aws`. */
  readonly command: string;
  readonly stop: () => Promise<void>;
}

/**
 * Start it.
 *
 * @param commands folder with the AWS CLI, from `getAwsCli`
 * @param folder of its own; not long, because a path of a socket is not
 * @throws Error with what it printed, when it does not start
 */
export async function startAwsCli(commands: string, folder: string): Promise<AwsCli> {
  mkdirSync(folder, { recursive: true });
  const [python, socket, printed] = [join(commands, 'python3'), join(folder, 'socket'), join(folder, 'printed')];
  const file = openSync(printed, 'w');
  const child = spawn(python, [join(programs, 'server.py'), socket], { stdio: ['ignore', file, file] });
  closeSync(file);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // Should the suite end without stopping it.
  const kill = (): void => void child.kill();
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', kill);
    kill();
    await ended;
  };
  const command = join(folder, 'aws');
  writeFileSync(command, `#!/bin/sh\nexec "${python}" -IS "${join(programs, 'client.py')}" "${socket}" "$@"\n`);
  chmodSync(command, 0o755);
  for (let waited = 0; child.exitCode === null && waited < STARTED_WITHIN_MS; waited += 50) {
    if (/^ready$/m.test(readFileSync(printed, 'utf8'))) return { command, stop };
    await sleep(50);
  }
  await stop();
  throw new Error(`the AWS CLI did not start: ${readFileSync(printed, 'utf8')}`);
}
