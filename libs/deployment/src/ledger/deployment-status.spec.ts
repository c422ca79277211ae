import { loadTarget } from '@careplane/platform/target';
import { assembliesOf, clinic, MEDMO } from '@careplane/platform/testing';
import { unitEnvironmentKey } from '@careplane/platform/unit-environments';
import { openAssemblies } from '../assembly/opened-assemblies';
import type { OpenedUnit } from '../assembly/opened-assemblies';
import { currentRecord, inputsOf } from './deployment-status';
import type { LedgerRecord } from './ledger';

const VALUES = new Map([
  ['/careplane/medmo/network/vpc-id', 'vpc-1'],
  ['/careplane/medmo/environments/staging/listener-arn', 'listener-1'],
]);

describe('the status of a unit in an environment', () => {
  it('finds nothing to do where assembly and inputs are what the ledger says', () => {
    const target = loadTarget(MEDMO, { env: 'staging', unit: ['medmo-api'] });
    const { model } = target;
    const [opened] = openAssemblies(target, assembliesOf(MEDMO)) as [OpenedUnit];
    const record: LedgerRecord = {
      ...{ version: 1, revision: 'a'.repeat(40), dirty: false, account: model.account, by: '' },
      digest: opened.assembly.digest,
      inputs: inputsOf(model, opened, { values: VALUES, ledger: new Map() }),
      at: '2026-11-25T02:00:00Z',
    };
    const judged = (given: LedgerRecord, values: ReadonlyMap<string, string> = VALUES) =>
      currentRecord(model, opened, { ledger: new Map([[unitEnvironmentKey(opened), given]]), values }) !== undefined;
    expect(judged(record)).toBe(true);
    expect(judged({ ...record, digest: 'another assembly' })).toBe(false);
    expect(judged({ ...record, account: '999999999999' })).toBe(false);
    // The platform has another listener: a service with the same template must be deployed all the same.
    expect(
      judged(record, new Map([...VALUES, ['/careplane/medmo/environments/staging/listener-arn', 'listener-2']])),
    ).toBe(false);
    expect(
      judged(record, new Map([...VALUES, ['/careplane/medmo/environments/production/listener-arn', 'other']])),
    ).toBe(true);
  });
});

describe('a platform across accounts', () => {
  it('deploys a service anew after its platform, whose parameters cannot be read from here', () => {
    const folder = clinic();
    const target = loadTarget(folder, {});
    const all = openAssemblies(target, assembliesOf(folder));
    const named = (name: string) =>
      all.find(({ unit, environment }) => unit === name && environment === 'production') as OpenedUnit;
    const inputs = (at: string | undefined) =>
      inputsOf(target.model, named('clinic-portal'), {
        values: new Map(),
        ledger: new Map(at === undefined ? [] : [['clinic/production', { at } as LedgerRecord]]),
      });
    expect(inputs('yesterday')).not.toBe(inputs('today'));
    expect(inputs('today')).toBe(inputs('today'));
    // The platform's own stacks there do not wait for themselves.
    const own = (at: string) =>
      inputsOf(target.model, named('clinic'), {
        values: new Map(),
        ledger: new Map([['clinic/production', { at } as LedgerRecord]]),
      });
    expect(own('yesterday')).toBe(own('today'));
  });
});
