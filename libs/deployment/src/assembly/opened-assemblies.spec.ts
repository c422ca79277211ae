import { BadInput } from '@careplane/command-line';
import { loadTarget } from '@careplane/platform/target';
import { assembliesOf, clinic, MEDMO } from '@careplane/platform/testing';
import type { LedgerRecord } from '../ledger/ledger';
import { pairKey } from '../ledger/ledger';
import { digestOfPair, inputsOf, requestOf, stacksOf, standing } from './opened-assemblies';
import type { Request } from './opened-assemblies';

const VALUES = new Map([
  ['/careplane/medmo/network/vpc-id', 'vpc-1'],
  ['/careplane/medmo/environments/staging/listener-arn', 'listener-1'],
]);

function recordOf(request: Request, pair: Request['pairs'][number], values: ReadonlyMap<string, string>): LedgerRecord {
  return {
    version: 1,
    revision: 'a'.repeat(40),
    dirty: false,
    account: request.model.account,
    digest: digestOfPair(request, pair),
    inputs: inputsOf(request, pair, { values, ledger: new Map() }),
    at: '2026-11-25T02:00:00Z',
    by: '',
  };
}

describe('a request of medmo', () => {
  let assemblies: string;
  beforeAll(() => {
    assemblies = assembliesOf(MEDMO);
  });

  it('is every unit in every environment; shared stacks go with each', () => {
    const request = requestOf(loadTarget(MEDMO, {}), assemblies);
    expect(request.pairs.map(pairKey)).toEqual(
      ['medmo', 'medmo-admin', 'medmo-api', 'medmo-frontend'].flatMap((unit) => [
        `${unit}/staging`,
        `${unit}/production`,
      ]),
    );
    const names = (unit: string, environment: string) =>
      stacksOf(request, { unit, environment }).map(({ name }) => name);
    expect(names('medmo', 'staging').sort()).toEqual([
      'medmo-cluster-staging',
      'medmo-data-staging',
      'medmo-network',
      'medmo-pipelines',
    ]);
    expect(names('medmo-api', 'production').sort()).toEqual([
      'medmo-api-pipelines',
      'medmo-api-production',
      'medmo-api-repository',
    ]);
  });

  it('is what was selected', () => {
    const request = requestOf(loadTarget(MEDMO, { env: 'staging', unit: ['medmo-api'] }), assemblies);
    expect(request.pairs.map(pairKey)).toEqual(['medmo-api/staging']);
  });

  it('finds nothing to do where assembly and inputs are what the ledger says', () => {
    const request = requestOf(loadTarget(MEDMO, { env: 'staging', unit: ['medmo-api'] }), assemblies);
    const [pair] = request.pairs as [Request['pairs'][number]];
    const record = recordOf(request, pair, VALUES);
    const judged = (given: LedgerRecord, values: ReadonlyMap<string, string> = VALUES) =>
      standing(request, pair, { ledger: new Map([[pairKey(pair), given]]), values }) !== undefined;
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

  it('refuses an assembly that is not there, or has not what was asked for', () => {
    expect(() => requestOf(loadTarget(MEDMO, {}), '/nowhere')).toThrow(
      `/nowhere/medmo holds no assembly. Write it first: careplane synth ${MEDMO} --out /nowhere`,
    );
    const staging = assembliesOf(MEDMO, { env: 'staging', unit: ['medmo-api'] });
    const asked = () => requestOf(loadTarget(MEDMO, { unit: ['medmo-api'] }), staging);
    expect(asked).toThrow(BadInput);
    expect(asked).toThrow(
      'has no stack of production: it was written for other environments. Write it again: careplane synth',
    );
  });
});

describe('a request across accounts', () => {
  it('deploys a service anew after its platform, whose parameters cannot be read from here', () => {
    const folder = clinic();
    const request = requestOf(loadTarget(folder, {}), assembliesOf(folder));
    const pair = { unit: 'clinic-portal', environment: 'production' };
    const inputs = (at: string | undefined) =>
      inputsOf(request, pair, {
        values: new Map(),
        ledger: new Map(at === undefined ? [] : [['clinic/production', { at } as LedgerRecord]]),
      });
    expect(inputs('yesterday')).not.toBe(inputs('today'));
    expect(inputs('today')).toBe(inputs('today'));
    // The platform's own stacks there do not wait for themselves.
    const own = (at: string) =>
      inputsOf(
        request,
        { unit: 'clinic', environment: 'production' },
        { values: new Map(), ledger: new Map([['clinic/production', { at } as LedgerRecord]]) },
      );
    expect(own('yesterday')).toBe(own('today'));
  });
});
