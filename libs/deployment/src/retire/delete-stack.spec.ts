import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteRuleCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { deleteStack, emptyRoutes } from './delete-stack';

const ARN = 'arn:aws:cloudformation:us-east-2:111122223333:stack/medmo-lab-staging/1';
const cloudFormation = mockClient(CloudFormationClient);
const balancing = mockClient(ElasticLoadBalancingV2Client);

beforeEach(() => {
  cloudFormation.reset();
  balancing.reset();
  cloudFormation.on(DescribeStackEventsCommand).resolves({ StackEvents: [] });
  cloudFormation.on(UpdateTerminationProtectionCommand).resolves({});
  balancing.on(ModifyLoadBalancerAttributesCommand).resolves({});
});

const status = (StackStatus: string, EnableTerminationProtection = false) => ({
  Stacks: [
    {
      StackName: 'medmo-lab-staging',
      StackId: ARN,
      CreationTime: new Date(0),
      StackStatus,
      EnableTerminationProtection,
    } as never,
  ],
});

const remove = (role?: string) =>
  deleteStack(
    {
      stack: { name: 'medmo-lab-staging', account: '111122223333', region: 'us-east-2' },
      ...{
        arn: ARN,
        status: 'UPDATE_COMPLETE',
        protected: true,
        routes: [],
        balancers: ['balancer'],
        held: ['SubnetGroup'],
      },
      ...{ backups: [], missingBackups: [], fates: [] },
    },
    {
      client: new CloudFormationClient({ region: 'us-east-2' }),
      loadBalancing: new ElasticLoadBalancingV2Client({ region: 'us-east-2' }),
      watch: () => undefined,
      role,
      again: 'careplane retire apps/medmo medmo-lab --run',
    },
  );

const called = () =>
  [...cloudFormation.calls(), ...balancing.calls()]
    .map(({ args: [{ constructor, input }] }) => [constructor.name, input] as const)
    .filter(([name]) => !/^Describe/.test(name));

describe('deleting a stack', () => {
  it('switches protections off, deletes with the stored role, and waits', async () => {
    cloudFormation
      .on(DescribeStacksCommand)
      .resolvesOnce(status('UPDATE_COMPLETE', true))
      .resolvesOnce(status('DELETE_IN_PROGRESS'))
      .resolves(status('DELETE_COMPLETE'));
    cloudFormation.on(DeleteStackCommand).resolves({});
    await remove();
    expect(called()).toEqual([
      ['UpdateTerminationProtectionCommand', { StackName: ARN, EnableTerminationProtection: false }],
      ['DeleteStackCommand', { StackName: ARN }],
      ['ModifyLoadBalancerAttributesCommand', expect.objectContaining({ LoadBalancerArn: 'balancer' })],
    ]);
  });

  it('puts the protections back when CloudFormation does not begin', async () => {
    cloudFormation.on(DescribeStacksCommand).resolves(status('UPDATE_COMPLETE', true));
    cloudFormation
      .on(DeleteStackCommand)
      .rejects(Object.assign(new Error('User is not authorized to perform it'), { name: 'AccessDenied' }));
    await expect(remove()).rejects.toThrow('AWS denied access while deleting medmo-lab-staging');
    expect(
      called()
        .filter(([name]) => name !== 'DeleteStackCommand')
        .map(([, input]) => input),
    ).toEqual([
      { StackName: ARN, EnableTerminationProtection: false },
      { StackName: ARN, EnableTerminationProtection: true },
      { LoadBalancerArn: 'balancer', Attributes: [{ Key: 'deletion_protection.enabled', Value: 'false' }] },
      { LoadBalancerArn: 'balancer', Attributes: [{ Key: 'deletion_protection.enabled', Value: 'true' }] },
    ]);
  });

  it('waits for a deletion that an earlier run has begun, and begins none', async () => {
    cloudFormation
      .on(DescribeStacksCommand)
      .resolvesOnce(status('DELETE_IN_PROGRESS'))
      .resolves(status('DELETE_COMPLETE'));
    await remove();
    expect(called()).toEqual([]);
  });

  it('passes another role where one is given', async () => {
    cloudFormation.on(DescribeStacksCommand).resolvesOnce(status('DELETE_FAILED')).resolves(status('DELETE_COMPLETE'));
    cloudFormation.on(DeleteStackCommand).resolves({});
    await remove('arn:aws:iam::111122223333:role/admin');
    expect(called()).toContainEqual([
      'DeleteStackCommand',
      { StackName: ARN, RoleARN: 'arn:aws:iam::111122223333:role/admin' },
    ]);
  });

  it('leaves behind what a database that is kept uses, in a second attempt', async () => {
    cloudFormation
      .on(DescribeStacksCommand)
      .resolvesOnce(status('UPDATE_COMPLETE'))
      .resolvesOnce(status('DELETE_FAILED'))
      .resolves(status('DELETE_COMPLETE'));
    cloudFormation.on(DeleteStackCommand).resolves({});
    const event = { ResourceType: 'AWS::RDS::DBSubnetGroup', ResourceStatus: 'DELETE_FAILED', EventId: '1' };
    cloudFormation
      .on(DescribeStackEventsCommand)
      .resolvesOnce({ StackEvents: [] })
      .resolves({
        StackEvents: [{ ...event, LogicalResourceId: 'SubnetGroup', ResourceStatusReason: 'in use' } as never],
      });
    await remove();
    expect(cloudFormation.commandCalls(DeleteStackCommand).map(({ args }) => args[0].input)).toEqual([
      { StackName: ARN },
      { StackName: ARN, RetainResources: ['SubnetGroup'] },
    ]);
  });

  it.each([
    ['The bucket you tried to delete is not empty', 'Move its objects elsewhere'],
    ['Export Out cannot be deleted as it is in use by reports', 'the stack that imports it'],
    ['resource sg-1 has a dependent object', 'Find what still uses it'],
    ['Role arn:aws:iam::1:role/x is invalid or cannot be assumed', '--role <ARN>'],
    ['It is Tuesday', 'Delete it by hand.'],
  ])('says what to do: %s', async (reason, advice) => {
    cloudFormation.on(DescribeStacksCommand).resolvesOnce(status('UPDATE_COMPLETE')).resolves(status('DELETE_FAILED'));
    cloudFormation.on(DeleteStackCommand).resolves({});
    const event = { LogicalResourceId: 'Bucket', ResourceType: 'AWS::S3::Bucket', ResourceStatus: 'DELETE_FAILED' };
    cloudFormation
      .on(DescribeStackEventsCommand)
      .resolvesOnce({ StackEvents: [] })
      .resolves({ StackEvents: [{ ...event, EventId: '1', ResourceStatusReason: reason } as never] });
    const failure = await remove().then(
      () => '',
      (error: Error) => error.message,
    );
    expect(failure).toContain('medmo-lab-staging is in DELETE_FAILED');
    expect(failure).toContain(reason);
    expect(failure).toContain(advice);
    expect(failure).toContain('Then continue: careplane retire apps/medmo medmo-lab --run');
  });
});

describe('emptying routes', () => {
  it('does not mind a rule that is gone', async () => {
    balancing
      .on(DeleteRuleCommand)
      .rejectsOnce(Object.assign(new Error('gone'), { name: 'RuleNotFoundException' }))
      .resolves({});
    await emptyRoutes(new ElasticLoadBalancingV2Client({ region: 'us-east-2' }), ['one', 'two']);
    expect(balancing.commandCalls(DeleteRuleCommand)).toHaveLength(2);
  });
});
