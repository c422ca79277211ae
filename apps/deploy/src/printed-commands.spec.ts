import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, MEDMO } from '@careplane/platform/testing';
import { BIN, careplane } from './testing/careplane';

/** A line that a shell runs, with careplane as the command of this repository. */
function paste(line: string, cwd: string) {
  const { status, stdout, stderr, error } = spawnSync(
    '/bin/sh',
    ['-c', `careplane() { "$NODE" "$BIN" "$@"; }\n${line}`],
    { cwd, encoding: 'utf8', env: { NODE: process.execPath, BIN }, maxBuffer: 64 * 1024 * 1024 },
  );
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

const next = (stderr: string) => /^Next: (careplane .*)$/m.exec(stderr)?.[1] ?? `no command in ${stderr}`;

test('what plan, synth and check say next runs when it is pasted, in a folder with blanks and a quotation mark', () => {
  const folder = join(folderWith(), "dora's platforms");
  mkdirSync(folder);
  cpSync(MEDMO, join(folder, 'medmo'), { recursive: true });
  const planned = careplane(['plan', 'medmo', '--unit', 'medmo-admin'], { cwd: folder });
  expect(next(planned.stderr)).toBe('careplane synth medmo --unit medmo-admin --out cdk.out');
  const absolute = careplane(
    ['synth', join(folder, 'medmo'), '--unit', 'medmo-admin', '--out', join(folder, 'cdk.out')],
    {
      cwd: folder,
    },
  );
  // The command names the folder and the assembly that were given.
  const { status, stderr, stdout } = paste(next(absolute.stderr), folder);
  expect([status, stderr]).toEqual([0, expect.not.stringContaining('error')]);
  expect(stdout).toContain('CloudFormation validation');
  expect(paste(next(planned.stderr), folder).status).toBe(0);
});
