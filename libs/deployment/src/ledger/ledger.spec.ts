import fc from 'fast-check';
import { parameterStore } from '../aws/parameter-store';
import { inputsDigest, ledgerParameter, readParameters, writeRecord } from './ledger';
import type { LedgerRecord } from './ledger';
import { fakeAws } from '../testing/aws';
import type { FakeAws } from '../testing/aws';

const RECORD: LedgerRecord = {
  version: 1,
  revision: 'a'.repeat(40),
  dirty: false,
  account: '111122223333',
  digest: 'd',
  inputs: 'i',
  at: '2026-11-25T02:00:00.000Z',
  by: 'arn:aws:iam::111122223333:user/dev',
};

describe('the ledger', () => {
  let aws: FakeAws;
  const before = { ...process.env };
  beforeAll(async () => {
    aws = await fakeAws();
    Object.assign(process.env, aws.environment);
  });
  afterAll(async () => {
    process.env = { ...before };
    await aws.close();
  });

  it('is one parameter for each unit and environment, and all of it is read with one listing', async () => {
    const ssm = parameterStore('us-east-2');
    const unitEnvironments = Array.from({ length: 12 }, (_, at) => ({ unit: `medmo-s${at}`, environment: 'staging' }));
    for (const unitEnvironment of unitEnvironments) await writeRecord(ssm, 'medmo', unitEnvironment, RECORD);
    aws.parameters.set('/careplane/medmo/network/vpc-id', 'vpc-1');
    aws.parameters.set('/careplane/other/deployed/other/staging', JSON.stringify(RECORD));
    aws.asked.length = 0;
    const { ledger, values } = await readParameters(ssm, 'medmo');
    expect(aws.asked).toEqual(['GetParametersByPath', 'GetParametersByPath']);
    expect(ledger.size).toBe(12);
    expect(ledger.get('medmo-s3/staging')).toEqual(RECORD);
    expect([...values]).toEqual([['/careplane/medmo/network/vpc-id', 'vpc-1']]);
  });

  it.each([
    ['not JSON', 'deployed'],
    ['of another version', JSON.stringify({ ...RECORD, version: 2 })],
    ['without a digest', JSON.stringify({ ...RECORD, digest: undefined })],
    ['null', 'null'],
  ])('takes a record that is %s for none', async (_, text) => {
    aws.parameters.clear();
    aws.parameters.set(ledgerParameter('medmo', { unit: 'medmo', environment: 'staging' }), text);
    expect((await readParameters(parameterStore('us-east-2'), 'medmo')).ledger.size).toBe(0);
  });
});

describe('inputsDigest', () => {
  const values = fc.dictionary(fc.stringMatching(/^\/[a-z]{1,6}$/), fc.string(), { minKeys: 1, noNullPrototype: true });

  it('does not depend on order or repetition, and changes with any value', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.string(), (all, at, other) => {
        const names = Object.keys(all);
        const known = new Map(Object.entries(all));
        const digest = inputsDigest(names, known);
        expect(inputsDigest([...names].reverse().concat(names), known)).toBe(digest);
        const name = names[at % names.length] ?? '';
        const changed = new Map(known).set(name, other);
        expect(inputsDigest(names, changed) === digest).toBe(other === known.get(name));
      }),
      { numRuns: 500 },
    );
  });
});
