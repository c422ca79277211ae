import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { refuseOutputFolder } from '@careplane/command-line';
import { folderWith, MEDMO } from '@careplane/platform/testing';
import { cli } from './testing/cli';

const scratch = folderWith({ file: 'mine' });
const file = join(scratch, 'file');

describe('a folder of --out', () => {
  it.each([
    ['exists', scratch],
    ['is missing', join(scratch, 'new')],
    ['is missing, as are folders above it', join(scratch, 'a/b/c')],
  ])('is accepted when it %s, and not made', (_case, folder) => {
    expect(() => refuseOutputFolder(folder)).not.toThrow();
    expect(readdirSync(scratch)).toEqual(['file']);
  });

  it('is refused when it is a file', () => {
    expect(() => refuseOutputFolder(file)).toThrow(`${file} is a file, and a folder is needed there.`);
  });

  it('is refused when a part of its path is a file', () => {
    const folder = join(file, 'deep/evidence');
    expect(() => refuseOutputFolder(folder)).toThrow(`${file}, a part of ${folder}, is a file`);
  });

  it.each(['evidence', 'handover'])('is refused by %s before the work', async (command) => {
    const { exit, stdout, stderr } = await cli(command, MEDMO, '--out', file);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(`${file} is a file, and a folder is needed there. Name another folder with --out.`);
    expect(stderr).not.toContain('synthesizing');
  });

  it('is refused by handover when its pictures is a file, also with --force', async () => {
    const out = folderWith({ pictures: 'mine' });
    const { exit, stderr } = await cli('handover', MEDMO, '--out', out, '--force');
    expect(exit).toBe(2);
    expect(stderr).toContain(`${join(out, 'pictures')} is a file`);
    expect(stderr).not.toContain('synthesizing');
  });

  it.each(['oscal', 'templates'])('is refused by evidence when its %s is a file', async (name) => {
    const out = folderWith({ [name]: 'mine' });
    const { exit, stderr } = await cli('evidence', MEDMO, '--out', out);
    expect(exit).toBe(2);
    expect(stderr).toContain(`${join(out, name)} is a file`);
  });
});
