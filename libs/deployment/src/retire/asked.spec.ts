import type { LedgerRecord } from '../ledger/ledger';
import { leftoversAsked, unknownName, unknownNames } from './asked';

const FILES = {
  name: 'medmo',
  unit: 'medmo',
  baselineUnit: 'medmo-baseline',
  environments: [{ name: 'staging' }, { name: 'production' }],
  services: [{ unit: 'medmo-api' }],
};
const RECORD: LedgerRecord = {
  ...{ version: 1, revision: 'a'.repeat(40), dirty: false, account: '111122223333', by: 'dev' },
  ...{ digest: '', inputs: '', at: '2026-11-25T02:00:00Z', stacks: [] },
};
const LEDGER = new Map(
  [
    ...['medmo/preview', 'medmo/staging', 'medmo-api/preview', 'medmo-api/staging', 'medmo-baseline/shared'],
    ...['medmo-old/preview', 'medmo-old/staging'],
  ].map((key) => [key, RECORD]),
);

const asked = (names: readonly string[], wholePlatform = false) =>
  leftoversAsked(FILES, LEDGER, { names, wholePlatform, directory: 'apps/medmo' }).map(
    ({ unit, environment, gone }) => `${unit}/${environment}: ${gone}`,
  );

describe('what is asked for', () => {
  it('is a unit, an environment, or both, services before the platform', () => {
    expect(asked(['medmo-old'])).toEqual(['medmo-old/preview: unit', 'medmo-old/staging: unit']);
    expect(asked(['medmo/preview', 'medmo-api/preview'])).toEqual([
      'medmo-api/preview: environment',
      'medmo/preview: environment',
    ]);
  });

  it('is part of a unit that is gone: what its environments share stays', () => {
    expect(asked(['preview'])).toEqual([
      'medmo-api/preview: environment',
      'medmo-old/preview: environment',
      'medmo/preview: environment',
    ]);
  });

  it('is everything, also what the files name: services, platform, baseline', () => {
    expect(asked([], true)).toEqual([
      ...['medmo-api/preview: unit', 'medmo-api/staging: unit', 'medmo-old/preview: unit', 'medmo-old/staging: unit'],
      ...['medmo/preview: unit', 'medmo/staging: unit', 'medmo-baseline/shared: unit'],
    ]);
  });

  it.each([
    [
      'medmo-api',
      'Delete the folder with its service.yaml',
      'What is in no file: careplane retire apps/medmo medmo-api/preview',
    ],
    ['staging', 'Remove the environment from platform.yaml', 'Do not run careplane bootstrap in between'],
    ['medmo-api/staging', 'medmo-api/staging is still in the files of medmo', 'Delete the folder'],
    [
      'medmo',
      'careplane retire apps/medmo --whole-platform',
      'What is in no file: careplane retire apps/medmo medmo/preview',
    ],
    ['medmo-baseline', 'Remove governance from platform.yaml', 'medmo-baseline is still in the files'],
  ])('refuses %s, which is still in the files', (name, fix, more) => {
    expect(() => asked([name])).toThrow(fix);
    expect(() => asked([name])).toThrow(more);
  });

  it('needs a name, and lists what there is', () => {
    expect(() => asked([])).toThrow('In the account, but in no file: medmo-api/preview, medmo-old/preview');
  });

  it('may be gone already: the name is unknown, and a close one is suggested', () => {
    const all = leftoversAsked(FILES, LEDGER, { names: ['preview'], wholePlatform: false, directory: 'apps/medmo' });
    expect(asked(['medmo-gone'])).toEqual([]);
    expect(unknownNames(['preview', 'medmo-gone'], all)).toEqual(['medmo-gone']);
    expect(unknownName('medmo-odl', all, 'apps/medmo').message).toContain('Did you mean medmo-old?');
  });
});
