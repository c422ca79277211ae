import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const LIBRARY = resolve(__dirname, '../index.ts');

/** Arguments for Node.js that run JavaScript which has this library as `lib`, in a process of its own. */
export function script(folder: string, text: string): string[] {
  const file = join(folder, 'child.cjs');
  const register = require.resolve('@swc-node/register', { paths: [__dirname] });
  writeFileSync(
    file,
    `require(${JSON.stringify(register)});\nconst lib = require(${JSON.stringify(LIBRARY)});\n${text}\n`,
  );
  return [file];
}

/**
 * Node.js in a pipe of the shell.
 *
 * @param args for Node.js
 * @param reader a command that the shell has itself, such as `true`, or `read line`, which ends after one line
 * @returns what standard error got, and with what Node.js ended
 */
export function piped(args: readonly string[], reader: string): { exit: number; stderr: string } {
  const { stderr, error } = spawnSync(
    '/bin/sh',
    ['-c', `{ "$@"; echo "exit $?" >&2; } | ${reader}`, 'sh', process.execPath, ...args],
    // Node.js warns where both are set, as Nx does for jest. The path has no program: a reader that is one of this machine, such as `cat`,
    // fails here as it does where the tests have Node.js, npm and git only.
    { encoding: 'utf8', env: { ...process.env, PATH: __dirname, FORCE_COLOR: undefined, NO_COLOR: undefined } },
  );
  if (error !== undefined) throw error;
  const [, written = '', exit] = /^([^]*)exit (\d+)\n$/.exec(stderr) ?? [];
  return { exit: Number(exit), stderr: written };
}

/** Node.js as a child that is still running. */
export function started(args: readonly string[]) {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<{ code: number | null; signal: string | null; text: string }>((done) => {
    child.on('close', (code, signal) => done({ code, signal, text }));
  });
  /** Resolves when the child has printed these words. */
  const printed = (words: string) =>
    new Promise<void>((done) => {
      const look = () => {
        if (!text.includes(words)) return;
        waiting.delete(look);
        done();
      };
      waiting.add(look);
      look();
    });
  return { child, ended, printed };
}
