import { BadInput } from '@careplane/command-line';
import type { Clients } from '../aws/clients';
import { planDeployment, refuseUnprotecting } from './deploy-plan';
import type { PlanSettings } from './deploy-plan';
import { FakeCloudFormation } from '../testing/cloud-formation';
import { stackOf, talkingTemplate } from '../testing/stacks';

const VPC = '/careplane/medmo/network/vpc-id';
const network = stackOf('medmo-network', talkingTemplate([], [VPC]));
const service = stackOf('medmo-api-staging', talkingTemplate([VPC], ['/careplane/medmo/api']), { unit: 'medmo-api' });
let cloud: FakeCloudFormation;

beforeEach(() => {
  cloud = new FakeCloudFormation();
});

const maker = {
  prepare: (assembly: Parameters<FakeCloudFormation['prepare']>[0], stack: typeof network) => {
    cloud.prepare(assembly, stack);
    return Promise.resolve();
  },
};

const SETTINGS: PlanSettings = {
  platform: {
    name: 'medmo',
    unit: 'medmo',
    account: '111122223333',
    region: 'us-east-2',
    locations: [],
    bootstrapQualifier: 'hnb659fds',
  },
  directory: 'apps/medmo',
  assemblies: ['medmo', 'medmo-api'].map((unit) => ({
    ...{ unit, folder: '', digest: '0123456789abcdef', sharedDigest: '', stacks: [] },
  })),
  maker,
  values: new Map(),
  onlyLooking: false,
  again: 'careplane deploy apps/medmo',
  progress: () => undefined,
};
const look = (stacks: readonly (typeof network)[], more: Partial<PlanSettings> = {}) =>
  planDeployment(stacks, cloud.clients, { ...SETTINGS, ...more });

describe('planDeployment', () => {
  it('prepares what can be prepared, and shows the rest by its template', async () => {
    const { prepared } = await look([network, service]);
    expect(prepared.map(({ kind }) => kind)).toEqual(['ready', 'by template']);
    expect(prepared[1]).toMatchObject({ because: 'after medmo-network' });
  });

  it('refuses a service before its platform, and does not in a difference', async () => {
    await expect(look([service])).rejects.toThrow(
      'These stacks read parameters that do not exist, because the platform must be deployed before its services.\n  medmo-api-staging reads /careplane/medmo/network/vpc-id\nDeploy it first: careplane deploy <folder of medmo> --unit medmo',
    );
    const { prepared } = await look([service], { onlyLooking: true });
    expect(prepared[0]).toMatchObject({ kind: 'by template', because: 'after medmo' });
  });

  it('writes nothing without a maker of change sets', async () => {
    const { prepared } = await look([network], { maker: undefined });
    expect(prepared[0]).toMatchObject({ kind: 'by template', because: '' });
    expect(cloud.stacks.size).toBe(0);
  });

  it('shows by its template, in a difference, a stack that these credentials may not prepare', async () => {
    const clients = { ...cloud.clients, mayPrepare: () => Promise.resolve(false) } as unknown as Clients;
    const { prepared } = await planDeployment([network], clients, { ...SETTINGS, onlyLooking: true });
    expect(prepared[0]).toMatchObject({ kind: 'by template', because: 'after approval' });
    expect(cloud.stacks.size).toBe(0);
  });

  it('names every stack that is stuck, before anything is prepared', async () => {
    for (const { name, template } of [network, service]) {
      cloud.deployed(name, template);
      const stack = cloud.stacks.get(name);
      if (stack) stack.status = 'ROLLBACK_COMPLETE';
    }
    const looked = look([network, service], { values: new Map([[VPC, 'vpc-1']]) });
    await expect(looked).rejects.toThrow(BadInput);
    await expect(looked).rejects.toThrow(
      /medmo-network .* ROLLBACK_COMPLETE[^]*medmo-api-staging .* ROLLBACK_COMPLETE[^]*Nothing was prepared or changed\./,
    );
  });

  it('refuses a stack that has lost all of its resources: the toolkit would delete it', async () => {
    await expect(look([stackOf('medmo-old')])).rejects.toThrow('medmo-old has no resources left');
  });
});

describe('refuseUnprotecting', () => {
  const deployed = { state: 'settled', status: 'CREATE_COMPLETE', arn: 'arn', terminationProtection: true } as const;

  it('never switches the protection against deletion off', () => {
    expect(() => refuseUnprotecting(network, deployed)).toThrow(
      'Careplane does not turn it off. Run: aws cloudformation update-termination-protection',
    );
    expect(() => refuseUnprotecting({ ...network, terminationProtection: true }, deployed)).not.toThrow();
    expect(() => refuseUnprotecting(network, { ...deployed, terminationProtection: false })).not.toThrow();
  });
});
