import { join } from 'node:path';
import { load } from '@careplane/config';
import { assemblyDigest } from '@careplane/platform/assembly-files';
import { toolkitRules } from '@careplane/platform/construct-rules';
import { synthesize, unitsOf } from '@careplane/platform';
import { contentsOf, copyOfMedmo, folderWith, MEDMO } from '@careplane/platform/testing';
import { careplane } from './testing/careplane';

const UNITS = ['medmo', 'medmo-admin', 'medmo-api', 'medmo-frontend'];

/** All settings of a process that differ between two machines. */
const HERE = { TZ: 'Pacific/Kiritimati', LANG: 'C', LC_ALL: 'C', USER: 'ann' };
const THERE = {
  TZ: 'America/St_Johns',
  LANG: 'tr_TR.UTF-8',
  LC_ALL: 'tr_TR.UTF-8',
  USER: 'bob',
  // What a CDK app elsewhere on the machine may have left in the environment.
  CDK_DEFAULT_ACCOUNT: '999988887777',
  CDK_DEFAULT_REGION: 'eu-west-3',
  AWS_REGION: 'eu-west-3',
};

function synth(env: Readonly<Record<string, string>>, ...relative: string[]): string {
  const folder = copyOfMedmo();
  const out = join(folderWith(), ...relative);
  // A home of its own: the CDK keeps things in ~/.cdk, and makes the folder where there is none.
  const { status, stderr } = careplane(['synth', '.', '--out', out], {
    cwd: folder,
    env: { HOME: folderWith(), ...env },
  });
  if (status !== 0) throw new Error(stderr);
  return out;
}

describe('a synthesis', () => {
  it('gives the same bytes in another folder, time zone, locale and environment', () => {
    const here = synth(HERE, 'out');
    const there = synth(THERE, 'a much longer', 'way', 'down');
    expect(contentsOf(there)).toEqual(contentsOf(here));
    for (const unit of UNITS) {
      expect(assemblyDigest(join(there, unit))).toBe(assemblyDigest(join(here, unit)));
      expect(assemblyDigest(join(here, unit))).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('gives the same bytes from the bundle, which has the CDK inside, and from the sources', () => {
    const bundled = synth(HERE, 'out');
    const loaded = load(MEDMO, { rules: toolkitRules });
    if (!loaded.ok) throw new Error('medmo does not load');
    const folder = folderWith();
    for (const unit of unitsOf(loaded.model)) synthesize(loaded.model, unit, join(folder, unit.name));
    expect(contentsOf(folder)).toEqual(contentsOf(bundled));
  });
});
