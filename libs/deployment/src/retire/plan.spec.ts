import type { Leftover } from '../ledger/leftovers';
import { planRetirement, stackKey } from './plan';
import type { PlanInput, StackFacts } from './plan';
import { renderRetirement } from './render';

const ACCOUNT = '111122223333';
const STACK = { name: 'medmo-data-preview', account: ACCOUNT, region: 'us-east-2' };
const LEFTOVER: Leftover = {
  ...{ unit: 'medmo', environment: 'preview', gone: 'environment' },
  record: {
    ...{ version: 1, revision: '', dirty: false, account: ACCOUNT, digest: '', inputs: '', at: '', by: '' },
    stacks: [STACK],
  },
};
const TEMPLATE = {
  Resources: {
    Database: {
      Type: 'AWS::RDS::DBInstance',
      DeletionPolicy: 'Retain',
      Properties: { DBInstanceIdentifier: 'medmo-preview' },
    },
    Vault: {
      Type: 'AWS::Backup::BackupVault',
      DeletionPolicy: 'Retain',
      Properties: { BackupVaultName: 'medmo-preview', LockConfiguration: { MinRetentionDays: 35 } },
    },
    Role: { Type: 'AWS::IAM::Role', Properties: { Path: '/careplane/medmo/preview/' } },
    Selection: {
      Type: 'AWS::Backup::BackupSelection',
      Properties: { BackupSelection: { IamRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    },
    Queue: { Type: 'AWS::SQS::Queue' },
    Rule: { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule' },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: 'true' }] },
    },
  },
};
const PHYSICAL: Readonly<Record<string, string>> = {
  ...{ Database: 'medmo-preview', Vault: 'medmo-preview', Role: 'backup-role', Selection: 's', Queue: 'queue-url' },
  ...{ Rule: 'rule-arn', Balancer: 'balancer-arn' },
};
const FACTS: StackFacts = {
  ...{ stack: STACK, arn: 'stack-arn', status: 'UPDATE_COMPLETE', protected: true, template: TEMPLATE },
  resources: Object.entries(TEMPLATE.Resources).map(([logicalId, { Type }]) => ({
    ...{ logicalId, type: Type, physicalId: PHYSICAL[logicalId] ?? '' },
  })),
};
const NO_DECISIONS = { noLastBackup: undefined, deleteData: [] };

function planned(more: Partial<PlanInput> = {}, facts: Partial<StackFacts> = {}) {
  return planRetirement({
    ...{ platform: 'medmo', partition: 'aws', account: ACCOUNT, leftovers: [LEFTOVER], readers: [] },
    facts: new Map([[stackKey(STACK), { ...FACTS, ...facts }]]),
    ...{ emptyQueues: ['queue-url'], deletedBefore: [], decisions: NO_DECISIONS },
    ...more,
  });
}

const refusals = (...args: Parameters<typeof planned>) =>
  planned(...args).refusals.map(({ what, fix }) => `${what} ${fix}`);

describe('the plan of a retirement', () => {
  it('has the routes, the last backup with the role of the stack for six years, and the protections', () => {
    const plan = planned();
    expect(plan.refusals).toEqual([]);
    expect(plan.units[0]?.stacks[0]).toMatchObject({
      routes: ['rule-arn'],
      balancers: ['balancer-arn'],
      backups: [
        {
          resource: `arn:aws:rds:us-east-2:${ACCOUNT}:db:medmo-preview`,
          vault: 'medmo-preview',
          role: `arn:aws:iam::${ACCOUNT}:role/careplane/medmo/preview/backup-role`,
          days: 2192,
        },
      ],
    });
  });

  it('is printed in the order in which it is done, with what is kept', () => {
    expect(renderRetirement(planned(), NO_DECISIONS)).toMatchInlineSnapshot(`
      "RETIRE medmo (preview)
        1. delete 1 listener rule, before the tasks behind them stop
        2. take a last backup of arn:aws:rds:us-east-2:111122223333:db:medmo-preview
        into the vault medmo-preview, kept for 2192 days, and wait for it
        3. delete the stack medmo-data-preview in 111122223333 us-east-2 (termination
        protection and the protection of its load balancer off first): deletes 1
        IAM::Role, 1 Backup::BackupSelection, 1 SQS::Queue, 1
        ElasticLoadBalancingV2::ListenerRule, 1 ElasticLoadBalancingV2::LoadBalancer;
        keeps 1 RDS::DBInstance, 1 Backup::BackupVault
        4. record the disposal in the evidence bucket
        5. end the ledger entry of medmo/preview

      KEPT, AND BILLED AS BEFORE
      TYPE                 NAME OR ARN
      RDS::DBInstance      medmo-preview  name taken
      Backup::BackupVault  medmo-preview  name taken  AWS Backup Vault Lock keeps its recovery points for at least 35 days
        These resources stay in the account without a stack. Where the name is taken,
        a new stack of the same name fails until the resource is imported or deleted.
        To delete the data of one of them, too, name it: --delete-data <name>."
    `);
  });

  it.each([
    [
      'another stack reads it',
      { readers: [{ who: 'stack x', what: 'the key', fix: 'Retire x.' }] },
      {},
      'stack x still reads the key. Retire x.',
    ],
    ['a queue has messages', { emptyQueues: [] }, {}, '--delete-data queue-url'],
    ['another run changes it', {}, { status: 'UPDATE_IN_PROGRESS' }, 'another run changes it'],
    [
      'it is in another account',
      { account: '999988887777' },
      {},
      'delete-stack --stack-name medmo-data-preview --region us-east-2',
    ],
    [
      'data is not part of it',
      { decisions: { noLastBackup: undefined, deleteData: ['nothing'] } },
      {},
      '--delete-data nothing is no resource of what is retired',
    ],
    [
      'there is no vault',
      {},
      { resources: FACTS.resources.filter(({ logicalId }) => logicalId !== 'Vault') },
      'No last backup of medmo-preview can be taken: medmo-data-preview has no backup vault. Take one by hand',
    ],
    [
      'an old record names no stacks',
      { leftovers: [{ ...LEFTOVER, record: { ...LEFTOVER.record, stacks: undefined as never } }] },
      {},
      'does not name its stacks',
    ],
  ])('is refused when %s', (_, more, facts, sentence) => {
    expect(refusals(more, facts)).toEqual([expect.stringContaining(sentence)]);
  });

  it('needs no vault for what has a reason', () => {
    const resources = FACTS.resources.filter(({ logicalId }) => logicalId !== 'Vault');
    expect(refusals({ decisions: { noLastBackup: 'exported', deleteData: [] } }, { resources })).toEqual([]);
  });

  it('takes a name whose data an earlier run has deleted, and no other that is not there', () => {
    const decisions = { noLastBackup: undefined, deleteData: ['medmo-lab', 'medmo-lba'] };
    expect(refusals({ decisions, deletedBefore: ['medmo-lab'] })).toEqual([
      expect.stringContaining('--delete-data medmo-lba is no resource of what is retired'),
    ]);
  });

  it('refuses to delete what a lock keeps', () => {
    const resources = FACTS.resources.map((each) =>
      each.logicalId === 'Vault' ? { ...each, physicalId: 'vault-1' } : each,
    );
    const decisions = { noLastBackup: undefined, deleteData: ['vault-1'] };
    expect(refusals({ decisions }, { resources })).toEqual([
      expect.stringContaining('Vault Lock keeps its recovery points'),
    ]);
  });

  it('waits for a deletion that an earlier run has begun, and leaves out what is gone', () => {
    expect(refusals({}, { status: 'DELETE_IN_PROGRESS' })).toEqual([]);
    const gone = planned({ facts: new Map() });
    expect(gone.refusals).toEqual([]);
    expect(gone.units[0]?.stacks[0]).toMatchObject({ arn: undefined, routes: [], backups: [] });
  });
});
