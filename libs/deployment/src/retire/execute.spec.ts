import { SSMClient } from '@aws-sdk/client-ssm';
import { FakeAccount, KILLED } from '../testing/account';
import type { LedgerRecord } from '../ledger/ledger';
import { readParameters } from '../ledger/ledger';
import { leftoversAsked } from './asked';
import type { DisposalRecord } from './disposal';
import { executeRetirement } from './execute';
import { readFacts } from './facts';
import { planRetirement, stacksOfUnit } from './plan';

const ACCOUNT = '111122223333';
const FILES = { name: 'medmo', unit: 'medmo', environments: [], services: [] };
const stack = (name: string, shared = false) => ({
  ...{ name, account: ACCOUNT, region: 'us-east-2' },
  ...(shared ? { shared: true as const } : {}),
});
const record = (environment: string): LedgerRecord => ({
  ...{ version: 1, revision: 'a'.repeat(40), dirty: false, account: ACCOUNT, by: 'dev' },
  ...{ digest: '', inputs: '', at: '2026-11-25T02:00:00Z' },
  stacks: [stack('lab-repository', true), stack(`lab-${environment}`)],
});
const SERVICE = {
  Resources: {
    Rule: { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule' },
    Table: { Type: 'AWS::DynamoDB::Table', DeletionPolicy: 'Retain' },
    Vault: { Type: 'AWS::Backup::BackupVault', DeletionPolicy: 'Retain' },
    Selection: { Type: 'AWS::Backup::BackupSelection', Properties: { BackupSelection: { IamRoleArn: 'arn:role' } } },
  },
};

function deployed(): FakeAccount {
  const account = new FakeAccount();
  for (const environment of ['staging', 'production']) {
    account.stacks.set(`lab-${environment}`, { template: SERVICE, protected: true });
    account.parameters.set(`/careplane/medmo/deployed/lab/${environment}`, JSON.stringify(record(environment)));
  }
  account.stacks.set('lab-repository', {
    template: { Resources: { Images: { Type: 'AWS::ECR::Repository', DeletionPolicy: 'Retain' } } },
    protected: true,
  });
  return account;
}

/** One process, from reading the ledger on. */
async function process(
  account: FakeAccount,
  dying?: FakeAccount['dying'],
  holds = true,
  deleteData: readonly string[] = [],
  names: readonly string[] = ['lab'],
): Promise<void> {
  account.begin(dying);
  const ssm = new SSMClient({ region: 'us-east-2' });
  const { ledger } = await readParameters(ssm, 'medmo');
  const leftovers = leftoversAsked(FILES, ledger, { names, wholePlatform: false, directory: 'apps/medmo' });
  if (leftovers.length === 0) return;
  const { clients } = account;
  const { facts, readers, emptyQueues } = await readFacts(
    names.flatMap((name) => stacksOfUnit(name, leftovers)),
    clients,
  );
  const decisions = { noLastBackup: undefined, deleteData };
  const input = {
    platform: 'medmo',
    partition: 'aws',
    account: ACCOUNT,
    leftovers,
    facts,
    readers,
    emptyQueues,
    deletedBefore: [],
    decisions,
  };
  const plan = planRetirement(input);
  expect(plan.refusals).toEqual([]);
  await executeRetirement(plan, {
    place: { platform: 'medmo', ssm, s3: clients.objects('us-east-2'), bucket: 'evidence', by: 'arn:admin' },
    ...{ clients, decisions: { ...decisions, reason: 'it has closed' }, revision: 'b'.repeat(40), role: undefined },
    again: 'careplane retire apps/medmo lab --run',
    talk: () => undefined,
    progress: () => undefined,
    stop: () => false,
    holds: () => Promise.resolve(holds),
  });
}

const recordsOf = ({ objects }: FakeAccount) =>
  [...objects].filter(([key]) => key.endsWith('/record.json')).map(([, body]) => JSON.parse(body) as DisposalRecord);

/** What must hold, however often the process was killed. */
function expectRetired(account: FakeAccount): void {
  expect([...account.stacks.keys()]).toEqual([]);
  expect([...account.parameters.keys()]).toEqual([]);
  expect(recordsOf(account)).toEqual([
    expect.objectContaining({
      ...{ unit: 'lab', environments: ['production', 'staging'], reason: 'it has closed', deletedData: [] },
      ended: { at: expect.any(String), by: 'arn:admin' },
      lastBackups: ['production', 'staging'].map((environment) =>
        expect.objectContaining({
          resource: `arn:aws:dynamodb:us-east-2:${ACCOUNT}:table/lab-${environment}-Table`,
          recoveryPoint: expect.stringContaining('point-of-'),
        }),
      ),
      kept: [
        ...['lab-production-Table', 'lab-production-Vault', 'lab-staging-Table', 'lab-staging-Vault'],
        'lab-repository-Images',
      ],
    }),
  ]);
  expect(account.jobs.size).toBe(2);
}

describe('retiring a unit', () => {
  it('empties routes, takes backups, deletes stacks, records, and ends the ledger entries, in this order', async () => {
    const account = deployed();
    await process(account);
    expectRetired(account);
    const order = account.effects
      .map((effect) => effect.split(' ')[0])
      .filter((word, index, all) => word !== all[index - 1]);
    expect(order).toEqual([
      ...['note', 'object', 'route', 'backup', 'note', 'backup', 'note'],
      ...['protect', 'delete', 'protect', 'delete', 'protect', 'delete', 'object', 'end'],
    ]);
    expect(account.effects.slice(-2)).toEqual(['end lab/production', 'end lab/staging']);
  });

  it('is complete, with one record, wherever the process was killed and however often', async () => {
    const whole = deployed();
    await process(whole);
    const effects = whole.effects.length;
    expect(effects).toBeGreaterThan(15);
    for (const when of ['before', 'after'] as const) {
      for (let at = 0; at < effects; at += 1) {
        const account = deployed();
        await expect(process(account, { at, when })).rejects.toThrow(KILLED);
        // A second time, soon after the first.
        await process(account, { at: 2, when }).catch((error: Error) => expect(error.message).toBe(KILLED));
        await process(account);
        expectRetired(account);
      }
    }
  });

  it('deletes named data wherever the process was killed, also when the stack can no longer be read', async () => {
    const NAMED = 'lab-staging-Documents';
    const withBucket = (): FakeAccount => {
      const account = deployed();
      const Resources = {
        ...SERVICE.Resources,
        Documents: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'RetainExceptOnCreate' },
      };
      account.stacks.set('lab-staging', { template: { Resources }, protected: true });
      account.buckets.add(NAMED);
      return account;
    };
    const whole = withBucket();
    await process(whole, undefined, true, [NAMED]);
    expect([...whole.buckets]).toEqual([]);
    for (let at = 0; at < whole.effects.length; at += 1) {
      const account = withBucket();
      await expect(process(account, { at, when: 'before' }, true, [NAMED])).rejects.toThrow(KILLED);
      // What is read of a stack under deletion may lack the policies of its resources.
      const left = account.stacks.get('lab-staging');
      const begun = [...account.objects.keys()].some((key) => key.endsWith('/plan.json'));
      if (left !== undefined && begun)
        left.template = { Resources: { ...SERVICE.Resources, Documents: { Type: 'AWS::S3::Bucket' } } };
      await process(account, undefined, true, [NAMED]);
      expect({ at, buckets: [...account.buckets] }).toEqual({ at, buckets: [] });
    }
  });

  it('has the evidence bucket in every ledger entry before the first stack goes: the parameter with its name may go with it', async () => {
    const withTwo = (): FakeAccount => {
      const account = deployed();
      account.stacks.set('shop-staging', { template: SERVICE, protected: true });
      const shop = { ...record('staging'), stacks: [stack('shop-staging')] };
      account.parameters.set('/careplane/medmo/deployed/shop/staging', JSON.stringify(shop));
      return account;
    };
    const both = ['lab', 'shop'];
    const whole = withTwo();
    await process(whole, undefined, true, [], both);
    expect([...whole.stacks.keys(), ...whole.parameters.keys()]).toEqual([]);
    for (let at = 0; at < whole.effects.length; at += 1) {
      const account = withTwo();
      await expect(process(account, { at, when: 'before' }, true, [], both)).rejects.toThrow(KILLED);
      if (!account.effects.some((effect) => effect.startsWith('delete '))) continue;
      const left = [...account.parameters.values()].map((text) => JSON.parse(text) as LedgerRecord);
      expect(left.map(({ retiring }) => retiring?.bucket)).toEqual(left.map(() => 'evidence'));
    }
  });

  it('does nothing without the lock', async () => {
    const account = deployed();
    await expect(process(account, undefined, false)).rejects.toThrow('no longer has its lock');
    expect(account.effects).toEqual([]);
  });
});
