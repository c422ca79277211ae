import { stacksHadAgain, stacksLeft } from './left-stacks';
import type { LedgerRecord, RecordedStack } from './ledger';

const stack = (name: string, more: Partial<RecordedStack> = {}): RecordedStack => ({
  ...{ name, account: '111122223333', region: 'us-east-2' },
  ...more,
});
const record = (stacks: readonly RecordedStack[], more: Partial<LedgerRecord> = {}): LedgerRecord => ({
  ...{ version: 1, revision: 'a'.repeat(40), dirty: false, account: '111122223333', by: 'dev' },
  ...{ digest: '', inputs: '', at: '2026-11-25T02:00:00Z', stacks },
  ...more,
});

const NETWORK = stack('medmo-network', { shared: true });
const CLUSTER = stack('medmo-cluster-staging');
const CALLS = stack('medmo-calls-staging');
const ledgerOf = (stacks: readonly RecordedStack[], environment = 'staging') =>
  new Map([[`medmo/${environment}`, record(stacks, { shared: 'digest' })]]);
const now = (stacks: readonly RecordedStack[], environment = 'staging') => ({ unit: 'medmo', environment, stacks });

describe('a stack that its unit no longer has', () => {
  it('gets an entry under its own name, of the unit and the commit that it is from', () => {
    const [left, ...others] = stacksLeft(now([NETWORK, CLUSTER]), ledgerOf([NETWORK, CLUSTER, CALLS]));
    expect(others).toEqual([]);
    expect(left).toMatchObject({ unit: 'medmo-calls-staging', environment: 'staging' });
    expect(left?.record).toMatchObject({ leftBy: 'medmo', stacks: [CALLS], revision: 'a'.repeat(40) });
    expect(left?.record.shared).toBeUndefined();
  });

  it('is none where the unit has it, was never deployed, or has a record of an older Careplane', () => {
    expect(stacksLeft(now([NETWORK, CLUSTER]), ledgerOf([NETWORK, CLUSTER]))).toEqual([]);
    expect(stacksLeft(now([CLUSTER]), new Map())).toEqual([]);
    const { stacks: _, ...old } = record([]);
    expect(stacksLeft(now([CLUSTER]), new Map([['medmo/staging', old]]))).toEqual([]);
  });

  it('is, where environments share it, that of the record of shared alone', () => {
    expect(stacksLeft(now([CLUSTER]), ledgerOf([NETWORK, CLUSTER]))).toEqual([]);
    const [left] = stacksLeft(now([], 'shared'), ledgerOf([NETWORK], 'shared'));
    expect(left).toMatchObject({ unit: 'medmo-network', environment: 'shared' });
  });

  it('is none that another unit has now', () => {
    const ledger = new Map([...ledgerOf([CLUSTER, CALLS]), ['medmo-other/staging', record([CALLS])]]);
    expect(stacksLeft(now([CLUSTER]), ledger)).toEqual([]);
  });

  it('has its account and region in its name where a unit is called so, or a stack of another region', () => {
    const far = stack('medmo-baseline', { region: 'us-west-2', shared: true });
    const baseline = new Map([['medmo-baseline/shared', record([stack('medmo-baseline', { shared: true }), far])]]);
    const unit = { unit: 'medmo-baseline', environment: 'shared', stacks: [stack('medmo-baseline', { shared: true })] };
    expect(stacksLeft(unit, baseline).map((each) => each.unit)).toEqual(['medmo-baseline-111122223333-us-west-2']);
  });

  it('is written once more by a run that was killed before it wrote the record', () => {
    const ledger = ledgerOf([CLUSTER, CALLS]);
    const [first] = stacksLeft(now([CLUSTER]), ledger);
    if (first === undefined) throw new Error('no stack is left');
    const again = new Map([...ledger, [`${first.unit}/${first.environment}`, first.record]]);
    expect(stacksLeft(now([CLUSTER]), again)).toEqual([first]);
  });
});

it('an entry ends when the unit has its stack again, and no other entry does', () => {
  const entry = record([CALLS], { leftBy: 'medmo' });
  const ledger = new Map([...ledgerOf([CLUSTER]), ['medmo-calls-staging/staging', entry]]);
  expect(stacksHadAgain(now([CLUSTER, CALLS]), ledger)).toEqual([
    { unit: 'medmo-calls-staging', environment: 'staging' },
  ]);
  expect(stacksHadAgain(now([CLUSTER]), ledger)).toEqual([]);
  expect(stacksHadAgain({ ...now([CLUSTER, CALLS]), unit: 'medmo-api' }, ledger)).toEqual([]);
});
