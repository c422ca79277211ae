import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scriptOf } from '../script';
import type { CiTarget } from '../target';
import { findExceptions } from './images';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'careplane-ci-'));
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'commit/apps/acme/api'), { recursive: true });
  mkdirSync(join(folder, 'built'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Run the step on a machine whose AWS CLI answers so. @returns how it ended, and the file that the scans get */
function found(aws: string): { readonly status: number | null; readonly file: string } {
  const cli = join(folder, 'bin/aws');
  writeFileSync(cli, `#!/bin/sh\n${aws}\n`);
  chmodSync(cli, 0o755);
  // What the build has handed on has no say.
  writeFileSync(join(folder, 'built/exceptions.yaml'), 'exceptions: []\n');
  const target = { platform: 'acme', folder: 'apps/acme' } as CiTarget;
  const script = `${scriptOf({ steps: [findExceptions(target)] }, 'built')}\nprintf '[%s]' "$EXCEPTIONS_FILE"`;
  const { status, stdout } = spawnSync('/bin/sh', ['-c', script], {
    encoding: 'utf8',
    env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, WORK: folder, GITHUB_WORKSPACE: folder, SERVICE: 'api' },
  });
  const file = /\[(.*)\]$/.exec(stdout)?.[1] ?? '';
  return { status, file: file.replace(`${folder}/`, '') };
}

it('takes the file that the stacks of the service name, out of the commit', () => {
  writeFileSync(join(folder, 'commit/apps/acme/api/accepted.yaml'), 'exceptions: []\n');
  const answer = 'test "$4" = /careplane/acme/pipelines/exceptions/api && echo api/accepted.yaml';
  expect(found(answer)).toEqual({ status: 0, file: 'commit/apps/acme/api/accepted.yaml' });
});

it.each([
  ['a service that names none', 'echo "(ParameterNotFound) when calling" >&2; exit 254'],
  ['a commit that has no such file', 'echo api/accepted.yaml'],
])('%s has no exceptions', (_, aws) => {
  expect(found(aws)).toEqual({ status: 0, file: '' });
});

it('fails where AWS refuses to answer', () => {
  expect(found('echo "(AccessDeniedException) when calling" >&2; exit 254').status).toBe(1);
});
