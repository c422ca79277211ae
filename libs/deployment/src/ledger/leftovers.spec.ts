import type { LedgerRecord, RecordedStack } from './ledger';
import { leftoversOf, neverDeployed, stacksToDelete } from './leftovers';

const MODEL = {
  unit: 'medmo',
  baselineUnit: 'medmo-baseline',
  environments: [{ name: 'staging' }, { name: 'production' }],
  services: [{ unit: 'medmo-api' }, { unit: 'medmo-lab' }],
};

const stack = (name: string, shared = false): RecordedStack => ({
  ...{ name, account: '111122223333', region: 'us-east-2' },
  ...(shared ? { shared: true } : {}),
});

function recordOf(stacks?: readonly RecordedStack[]): LedgerRecord {
  const common = { version: 1, revision: 'a'.repeat(40), dirty: false, account: '111122223333', by: 'dev' } as const;
  return { ...common, digest: '', inputs: '', at: '2026-11-25T02:00:00Z', ...(stacks === undefined ? {} : { stacks }) };
}

const service = (name: string, environment: string) => [
  stack(`${name}-repository`, true),
  stack(`${name}-${environment}`),
];

const LEDGER = new Map([
  [
    'medmo/preview',
    recordOf([stack('medmo-network', true), stack('medmo-data-preview'), stack('medmo-cluster-preview')]),
  ],
  ['medmo-api/preview', recordOf(service('medmo-api', 'preview'))],
  ['medmo-api/staging', recordOf(service('medmo-api', 'staging'))],
  ['medmo-baseline/shared', recordOf([stack('medmo-baseline', true)])],
  ['medmo-old/production', recordOf(service('medmo-old', 'production'))],
  ['medmo-old/staging', recordOf(service('medmo-old', 'staging'))],
]);

describe('what is in the account and in no file', () => {
  it('is units without a file and environments that platform.yaml no longer has, services before the platform', () => {
    const found = leftoversOf(MODEL, LEDGER).map(({ unit, environment, gone }) => `${unit}/${environment}: ${gone}`);
    expect(found).toEqual([
      'medmo-api/preview: environment',
      'medmo-old/production: unit',
      'medmo-old/staging: unit',
      'medmo/preview: environment',
    ]);
  });

  it('is deleted from the last stack to the first, and shared stacks only with their whole unit', () => {
    expect(stacksToDelete(leftoversOf(MODEL, LEDGER))?.map(({ name }) => name)).toEqual([
      'medmo-api-preview',
      'medmo-old-production',
      'medmo-old-staging',
      'medmo-old-repository',
      'medmo-cluster-preview',
      'medmo-data-preview',
    ]);
  });

  it('is a baseline that is switched off', () => {
    const { baselineUnit: _, ...without } = MODEL;
    expect(leftoversOf(without, LEDGER)).toContainEqual(expect.objectContaining({ unit: 'medmo-baseline' }));
  });

  it('has unknown stacks where an older record does not name them', () => {
    expect(stacksToDelete(leftoversOf(MODEL, new Map([['medmo-old/staging', recordOf()]])))).toBeUndefined();
  });

  it('may be the old name of a unit that was never deployed', () => {
    expect(neverDeployed(MODEL, LEDGER)).toEqual(['medmo-lab']);
  });
});
