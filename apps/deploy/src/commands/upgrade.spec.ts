import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembliesOf, folderWith, MEDMO } from '@careplane/platform/testing';
import { cli } from '../testing/cli';

/** What another version wrote: a template of medmo's, with a text replaced. */
function writtenBefore(template: string, now: string, before: string): string {
  const folder = assembliesOf(MEDMO);
  const file = join(folder, template);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(now);
  writeFileSync(file, text.replace(now, before));
  return folder;
}
const now = () => assembliesOf(MEDMO);

describe('careplane upgrade', () => {
  it('is clean where this version writes what the other one wrote', async () => {
    const { exit, stdout, stderr } = await cli('upgrade', MEDMO, '--from', now(), '--assembly', now());
    expect(exit).toBe(0);
    expect(stdout.match(/ unchanged$/gm)).toHaveLength(21);
    expect(stderr).toContain('No resource with data would be lost. Next: careplane synth');
  });

  it('fails where a database would be replaced, and names it before everything else', async () => {
    const template = 'medmo/medmo-data-production.template.json';
    const before = writtenBefore(template, '"StorageEncrypted": true', '"StorageEncrypted": false');
    const { exit, stdout, stderr } = await cli('upgrade', MEDMO, '--from', before, '--assembly', now());
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^HOLDS DATA[^\n]*\n {2}medmo-data-production\/\S+ is replaced by a new, empty one/);
    expect(stderr).toContain('Do not deploy this version yet');
  });

  it('prints data', async () => {
    const before = writtenBefore(
      'medmo/medmo-data-production.template.json',
      '"DeletionProtection": true',
      '"DeletionProtection": false',
    );
    const { exit, stdout } = await cli('upgrade', MEDMO, '--from', before, '--assembly', now(), '--json');
    const { losesData, stacks } = JSON.parse(stdout) as {
      losesData: boolean;
      stacks: { stack: string; changes: object[] }[];
    };
    expect({ exit, losesData }).toEqual({ exit: 0, losesData: false });
    expect(stacks.filter(({ changes }) => changes.length > 0)).toMatchObject([
      {
        stack: 'medmo-data-production',
        changes: [{ action: 'update', properties: ['DeletionProtection'] }],
        unchanged: expect.any(Number) as number,
      },
    ]);
  });

  it('compares with the sources, of an environment alone', async () => {
    const { exit, stdout } = await cli('upgrade', join(MEDMO, 'api'), '--from', now(), '--env', 'staging');
    expect(exit).toBe(0);
    expect(stdout).toContain('medmo-api-staging ');
    expect(stdout).not.toContain('production');
  });

  it.each([
    ['an empty folder', () => folderWith(), 'has no assembly of 4 units: medmo, '],
    [
      'a folder that does not exist',
      () => join(folderWith(), 'none'),
      'is no folder. --from needs the folder that synth',
    ],
    ['a revision of git', () => 'HEAD~1', 'HEAD~1 is no folder. --from needs the folder that synth'],
    [
      'a folder without half of the units',
      () => {
        const folder = now();
        for (const unit of ['medmo-api', 'medmo-admin']) rmSync(join(folder, unit), { recursive: true });
        return folder;
      },
      'has no assembly of 2 units: medmo-admin, medmo-api. --from needs the folder that synth',
    ],
  ])('%s is bad input, before anything is synthesized', async (_, folder, sentence) => {
    const { exit, stdout, stderr } = await cli('upgrade', MEDMO, '--from', folder());
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('synthesizing');
  });
});
