import { ToolFailed } from '@careplane/command-line';
import type { Assembly, AssembledStack } from '../assembly/assembly';
import { askingApprover, holdingApprover } from '../review/approver';
import type { Approver } from '../review/approver';
import { orderOf } from '../assembly/graph';
import { compare, prepare } from '../change-sets/planned-stack';
import type { PlannedStack } from '../change-sets/planned-stack';
import { approvedStackOf } from '../change-sets/approved-change-sets';
import { rollOut } from './rollout';
import type { RolloutSettings } from './rollout';
import { describeStack } from '../aws/stack-state';
import { FakeCloudFormation } from '../testing/cloud-formation';
import { stackOf, talkingTemplate } from '../testing/stacks';

const VPC = '/careplane/medmo/network/vpc-id';
const network = stackOf('medmo-network', talkingTemplate([], [VPC]));
const cluster = stackOf('medmo-cluster', talkingTemplate([VPC], ['/careplane/medmo/cluster']));
const assembly: Assembly = {
  unit: 'medmo',
  folder: '',
  digest: '0123456789abcdef',
  sharedDigest: '',
  stacks: [network, cluster],
};
let cloud: FakeCloudFormation;
let asked: string[];
let made: string[];
let values: Map<string, string>;

beforeEach(() => {
  cloud = new FakeCloudFormation();
  [asked, made, values] = [[], [], new Map()];
});

const maker = {
  prepare: (_: Assembly, stack: AssembledStack) => {
    made.push(stack.name);
    cloud.prepare(assembly, stack, { resolved: stack === cluster ? [[VPC, values.get(VPC) ?? '']] : [] });
    return Promise.resolve();
  },
};

/** Prepare a stack as `deploy` does before it shows anything. */
async function ready(stack: AssembledStack): Promise<PlannedStack> {
  const client = await cloud.clients.cloudFormation(stack);
  const deployed = await describeStack(client, stack.name);
  return prepare(client, { assembly, stack, deployed }, maker, () => false);
}

async function byTemplate(stack: AssembledStack): Promise<PlannedStack> {
  const client = await cloud.clients.cloudFormation(stack);
  return compare(client, stack, await describeStack(client, stack.name), 'after medmo-network');
}

function run(prepared: readonly PlannedStack[], more: Partial<RolloutSettings> = {}) {
  const stacks = prepared.map(({ stack }) => stack);
  return rollOut({ stacks, order: orderOf(stacks), prepared, drifted: [] }, cloud.clients, {
    platform: 'medmo',
    assemblies: [assembly],
    maker,
    valuesNow: () => Promise.resolve(values),
    valuesThen: new Map(values),
    again: 'careplane deploy apps/medmo',
    confirm: (shown, current) => asking.confirm(shown, current),
    watch: () => () => undefined,
    ended: () => Promise.resolve(),
    stop: () => false,
    holds: () => Promise.resolve(true),
    ...more,
  });
}

const asking = askingApprover(
  () => Promise.resolve({ approved: false, why: 'no' }),
  ({ stack }) => asked.push(stack.name),
);
const outcomes = (results: Awaited<ReturnType<typeof run>>) =>
  results.map(({ stack, outcome }) => [stack.name, outcome]);
const arnOf = (prepared: PlannedStack) => (prepared.kind === 'ready' ? prepared.changeSet.arn : '');

describe('rollOut', () => {
  it('executes the very change sets that were shown, and makes those that had to wait', async () => {
    const first = await ready(network);
    const second = await byTemplate(cluster);
    expect(outcomes(await run([first, second]))).toEqual([
      ['medmo-network', 'deployed'],
      ['medmo-cluster', 'deployed'],
    ]);
    expect(cloud.executed[0]).toBe(arnOf(first));
    expect({ made, asked }).toEqual({ made: ['medmo-network', 'medmo-cluster'], asked: [] });
  });

  it('does not ask again about a new stack of which CloudFormation creates fewer resources than its template has', async () => {
    const less: typeof maker = {
      prepare: (_, stack) => {
        cloud.prepare(assembly, stack, { changes: [] });
        return Promise.resolve();
      },
    };
    expect(outcomes(await run([await byTemplate(cluster)], { maker: less }))).toEqual([['medmo-cluster', 'deployed']]);
    expect(asked).toEqual([]);
  });

  it('does not execute a change set that replaced the approved one under its name', async () => {
    const shown = await ready(network);
    const planted = cloud.prepare(assembly, network, {
      template: { Resources: { Backdoor: { Type: 'AWS::IAM::Role' } } },
    });
    expect(outcomes(await run([shown]))).toEqual([['medmo-network', 'deployed']]);
    expect(cloud.executed).not.toContain(planted);
    expect(cloud.stacks.get('medmo-network')?.template).toEqual(network.template);
  });

  it('makes a change set anew whose inputs have changed; the same changes need no second answer', async () => {
    values.set(VPC, 'vpc-1');
    const shown = await ready(cluster);
    values.set(VPC, 'vpc-2');
    expect(outcomes(await run([shown]))).toEqual([['medmo-cluster', 'deployed']]);
    expect(cloud.executed).not.toContain(arnOf(shown));
    expect(asked).toEqual([]);
  });

  it('asks again where a change set that was made anew says something else', async () => {
    cloud.deployed('medmo-cluster', talkingTemplate([VPC], []));
    values.set(VPC, 'vpc-1');
    const shown = await ready(cluster);
    values.set(VPC, 'vpc-2');
    const worse: typeof maker = {
      prepare: (_, stack) => {
        cloud.prepare(assembly, stack, {
          changes: [{ Action: 'Remove', LogicalResourceId: 'Make0', ResourceType: 'AWS::SSM::Parameter' }],
        });
        return Promise.resolve();
      },
    };
    expect(outcomes(await run([shown], { maker: worse }))).toEqual([['medmo-cluster', 'refused']]);
    expect({ asked, executed: cloud.executed }).toEqual({ asked: ['medmo-cluster'], executed: [] });
  });

  it('looks again at what was unchanged when something that it reads has changed', async () => {
    cloud.deployed('medmo-cluster', cluster.template);
    const unchanged: PlannedStack = { kind: 'unchanged', stack: cluster, changes: [] };
    values.set(VPC, 'vpc-1');
    expect(outcomes(await run([unchanged]))).toEqual([['medmo-cluster', 'unchanged']]);
    expect(made).toEqual([]);
    expect(outcomes(await run([unchanged], { valuesThen: new Map([[VPC, 'vpc-0']]) }))).toEqual([
      ['medmo-cluster', 'refused'],
    ]);
    expect({ made, asked }).toEqual({ made: ['medmo-cluster'], asked: ['medmo-cluster'] });
  });

  it('tells why a stack failed and how to go on, and begins nothing that comes after it', async () => {
    cloud.failing.set('medmo-network', 'EIP limit exceeded');
    const results = await run([await ready(network), await byTemplate(cluster)]);
    expect(outcomes(results)).toEqual([
      ['medmo-network', 'failed'],
      ['medmo-cluster', 'not started'],
    ]);
    expect(results[0]).toMatchObject({
      status: 'ROLLBACK_COMPLETE',
      reasons: ['Thing (AWS::X::Y) CREATE_FAILED: EIP limit exceeded'],
    });
    expect(results[0]?.recoverySteps).toContain('aws cloudformation delete-stack --stack-name medmo-network');
  });

  it('takes a change set that cannot be made for a failure of its stack, not of the program', async () => {
    const broken = { prepare: () => Promise.reject(new ToolFailed('The change set could not be prepared: a reason')) };
    const results = await run([await ready(network), await byTemplate(cluster)], { maker: broken });
    expect(outcomes(results)).toEqual([
      ['medmo-network', 'deployed'],
      ['medmo-cluster', 'failed'],
    ]);
    expect(results[1]?.reasons).toEqual(['The change set could not be prepared: a reason']);
  });
});

describe('rollOut of what was written down for an approval', () => {
  const yes = () => Promise.resolve({ approved: true } as const);
  const held = (...proposed: PlannedStack[]) =>
    holdingApprover(new Map(proposed.map((each) => [each.stack.key, [approvedStackOf(each)]])), yes);
  const runHeld = (prepared: readonly PlannedStack[], approver: Approver) =>
    run(prepared, { confirm: (shown, current) => approver.confirm(shown, current) });

  it('agrees with what is as it was, and names every stack that is not', async () => {
    const [first, second] = [await ready(network), await byTemplate(cluster)];
    expect(await held(first, second).approve([first, second], [])).toEqual({ approved: true });
    const other: PlannedStack = { kind: 'unchanged', stack: network, changes: [] };
    expect(await held(other).approve([first, second], [])).toEqual({
      approved: false,
      why: [
        'Not deployed: the changes differ from the approved change sets.',
        '  medmo-network: it had no changes when the change sets were prepared, but has changes now',
        '  medmo-cluster: it was not prepared',
      ].join('\n'),
    });
  });

  it('goes on where an image was deployed meanwhile: the change set is gone, and a new one says the same', async () => {
    const shown = await ready(network);
    cloud.stacks.get('medmo-network')?.changeSets.clear();
    expect(outcomes(await runHeld([shown], held(shown)))).toEqual([['medmo-network', 'deployed']]);
    expect(made).toEqual(['medmo-network', 'medmo-network']);
  });

  it('refuses a stack whose inputs another one publishes anew in the same run', async () => {
    cloud.deployed('medmo-cluster', talkingTemplate([VPC], []));
    values.set(VPC, 'vpc-1');
    const shown = await ready(cluster);
    values.set(VPC, 'vpc-2');
    const results = await runHeld([shown], held(shown));
    expect(outcomes(results)).toEqual([['medmo-cluster', 'refused']]);
    expect(results[0]?.reasons).toEqual(['the values that it reads from Parameter Store have changed']);
    expect(cloud.executed).toEqual([]);
  });
});

describe('prepare', () => {
  it('uses what was prepared for this assembly before, as diff --prepare does', async () => {
    const arn = cloud.prepare(assembly, network);
    expect(arnOf(await ready(network))).toBe(arn);
    expect(made).toEqual([]);
  });

  it('needs no change set where the template is deployed and reads nothing', async () => {
    cloud.deployed('medmo-network', network.template);
    expect(await ready(network)).toMatchObject({ kind: 'unchanged' });
    expect(made).toEqual([]);
  });
});
