import { openedUnit, workOf } from '../assembly/opened-assemblies';
import { assemblyOf, stackOf, talkingTemplate } from '../testing/stacks';
import { currentRecord, inputsOf, requireShared } from './deployment-status';
import type { LedgerRecord } from './ledger';

const PLATFORM = { name: 'medmo', unit: 'medmo', account: '111122223333', region: 'us-east-2' };
const staging = stackOf('medmo-cluster-staging', undefined, { environment: 'staging' });
const network = stackOf('medmo-network');
const assembly = assemblyOf([network, staging], 'new');
const nothing = { ledger: new Map<string, LedgerRecord>(), values: new Map<string, string>() };

/** The ledger's record of the shared stacks. */
function recordOf(from = assembly, more: Partial<LedgerRecord> = {}): LedgerRecord {
  return {
    ...{ version: 1, revision: 'a'.repeat(40), dirty: false, account: PLATFORM.account, by: '' },
    digest: from.digest,
    shared: from.sharedDigest,
    inputs: inputsOf(PLATFORM, openedUnit(from, 'shared'), nothing),
    at: '2026-11-25T02:00:00Z',
    ...more,
  };
}

const deployAlone = (record?: LedgerRecord) =>
  requireShared(PLATFORM, 'apps/medmo', [openedUnit(assembly, 'staging', true)], {
    ...nothing,
    ledger: new Map(record === undefined ? [] : [['medmo/shared', record]]),
  });

it('works on an environment with what it shares, on it alone, or on what is shared', () => {
  const names = (environment: string, alone = false) =>
    openedUnit(assembly, environment, alone).work.map(({ name }) => name);
  expect(names('staging')).toEqual(['medmo-network', 'medmo-cluster-staging']);
  expect(names('staging', true)).toEqual(['medmo-cluster-staging']);
  expect(names('shared')).toEqual(['medmo-network']);
  expect(workOf([openedUnit(assembly, 'staging'), openedUnit(assembly, 'production')])).toHaveLength(2);
});

it('refuses an environment alone while the shared stacks are not deployed', () => {
  expect(() => deployAlone()).toThrow('careplane deploy apps/medmo --env shared --unit medmo --assembly <folder>');
  const together = [openedUnit(assembly, 'staging')];
  expect(() => requireShared(PLATFORM, 'apps/medmo', together, nothing)).not.toThrow();
});

it('compares the shared stacks alone: another branch may have deployed them, with other stacks of environments', () => {
  const other = assemblyOf(
    [network, stackOf('medmo-cluster-staging', talkingTemplate(['/x'], []), { environment: 'staging' })],
    'old',
  );
  expect(other.digest).not.toBe(assembly.digest);
  expect(() => deployAlone(recordOf(other))).not.toThrow();
});

it('refuses where another branch has deployed other shared stacks', () => {
  const other = assemblyOf([stackOf('medmo-network', talkingTemplate(['/x'], [])), staging], 'old');
  expect(() => deployAlone(recordOf(other))).toThrow('are not deployed as this assembly has them');
});

it('names a record of an older Careplane, which the next deploy of the shared stacks corrects', () => {
  const { shared: _, ...old } = recordOf();
  expect(() => deployAlone(old)).toThrow(
    'The records of medmo were written by an older Careplane, without the digest of the shared stacks',
  );
  const known = { ...nothing, ledger: new Map([['medmo/shared', old]]) };
  expect(currentRecord(PLATFORM, openedUnit(assembly, 'shared'), known)).toBeUndefined();
});
