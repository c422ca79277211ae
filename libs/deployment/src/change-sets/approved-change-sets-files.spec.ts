import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captured } from '@careplane/command-line/testing';
import { readApprovedChangeSets, writeApprovedChangeSets } from './approved-change-sets-files';
import { openedUnit } from '../assembly/opened-assemblies';
import type { OpenedUnit } from '../assembly/opened-assemblies';
import { stackOf } from '../testing/stacks';

const shared = stackOf('medmo-api-repository', undefined, { unit: 'medmo-api' });
const staging = stackOf('medmo-api-staging', undefined, { unit: 'medmo-api', environment: 'staging' });
const PLATFORM = { name: 'medmo', account: '111122223333' };
const assembly = { unit: 'medmo-api', folder: '', digest: 'd'.repeat(64), sharedDigest: '', stacks: [shared, staging] };
const STAGING = openedUnit(assembly, 'staging');
const PRODUCTION = openedUnit(assembly, 'production');
const BOTH = [STAGING, PRODUCTION];
const prepared = [shared, staging].map((stack) => ({ kind: 'unchanged', stack, changes: [] }) as const);
const COMMAND = 'careplane diff apps/medmo --assembly cdk.out --change-sets sets';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'careplane-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const fileOf = (environment: string) => join(folder, 'medmo-api', `${environment}.json`);
const read = () => readApprovedChangeSets(folder, PLATFORM, [STAGING], COMMAND);
const write = (open: readonly OpenedUnit[]) => writeApprovedChangeSets(folder, PLATFORM, BOTH, open, prepared);

it('keeps what each stack of a unit in an environment was to become', () => {
  write(BOTH);
  expect([...read().keys()]).toEqual([shared.key, staging.key]);
  // What both environments share was proposed with each of them.
  expect(readApprovedChangeSets(folder, PLATFORM, BOTH, COMMAND).get(shared.key)).toHaveLength(2);
  expect(readdirSync(join(folder, 'medmo-api')).sort()).toEqual(['production.json', 'staging.json']);
});

it('takes away what is not proposed any more', () => {
  write(BOTH);
  write([STAGING]);
  expect([existsSync(fileOf('staging')), existsSync(fileOf('production'))]).toEqual([true, false]);
});

describe('refuses, with the command that prepares', () => {
  const edited = (edit: (text: string) => string) => {
    write(BOTH);
    writeFileSync(fileOf('staging'), edit(readFileSync(fileOf('staging'), 'utf8')));
  };
  it.each<[string, (text: string) => string, string]>([
    [
      'another account',
      (text) => text.replace('111122223333', '999999999999'),
      'belongs to account 999999999999, not to 111122223333',
    ],
    ['another platform', (text) => text.replace('"medmo"', '"lab"'), 'belongs to platform lab, not to medmo'],
    ['another assembly', (text) => text.replace('dddd', 'eeee'), 'belongs to another assembly (eeeedddddddd) than'],
    [
      'another form',
      (text) => text.replace('"version": 1', '"version": 2'),
      'is not a file of careplane diff --change-sets',
    ],
    ['half a file', (text) => text.slice(0, 40), 'is not a file of careplane diff --change-sets'],
  ])('%s', (_, edit, words) => {
    edited(edit);
    expect(read).toThrow(words);
    expect(read).toThrow(`Prepare change sets, and have them approved: ${COMMAND}`);
  });

  it('what was never written', () => {
    expect(read).toThrow(`${fileOf('staging')}: is missing.`);
  });
});

it('says what is in the way where a folder cannot be made', async () => {
  writeFileSync(join(folder, 'medmo-api'), '');
  const { exit, stderr } = await captured('careplane', () => {
    write(BOTH);
  });
  expect({ exit, stderr }).toEqual({
    exit: 3,
    stderr: `${join(folder, 'medmo-api')}: a file is in the way: choose another folder (EEXIST).\n`,
  });
});
