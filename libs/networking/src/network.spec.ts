import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { ISubnet } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Network } from './network';
import type { NetworkProps } from './network';
import { testStack } from './testing/stack';

function synthesize(props: Partial<NetworkProps> = {}) {
  const stack = testStack();
  const network = new Network(stack, 'Network', {
    cidr: '10.20.0.0/16',
    zones: ['a', 'b'],
    logKey: new Key(stack, 'Key'),
    flowLogGroupName: '/careplane/acme/network/flow-logs',
    ...props,
  });
  return { stack, network, template: Template.fromStack(stack) };
}

const TWO_ZONES = synthesize();
const THREE_ZONES = synthesize({ zones: ['a', 'b', 'c'], natGateways: 'per-zone' });

/** What the routes out of a subnet's route table lead to. */
function routesOf(stack: Stack, template: Template, subnet: ISubnet): object[] {
  const RouteTableId = stack.resolve(subnet.routeTable.routeTableId);
  return Object.values(template.findResources('AWS::EC2::Route', { Properties: { RouteTableId } })).map(
    ({ Properties: { RouteTableId: _, ...route } }) => route,
  );
}

/** The NAT gateway that a private subnet sends its traffic to. */
function natOf(template: Template, stack: Stack, subnet: ISubnet): string {
  const [route] = routesOf(stack, template, subnet) as [{ NatGatewayId: { Ref: string } }];
  return route.NatGatewayId.Ref;
}

test.each([
  { zones: 2, made: TWO_ZONES },
  { zones: 3, made: THREE_ZONES },
])('$zones zones have a public, a private and an isolated subnet each', ({ zones, made: { network, template } }) => {
  template.resourceCountIs('AWS::EC2::Subnet', 3 * zones);
  for (const kind of ['public', 'private', 'isolated'] as const) {
    const tagged = { Properties: { Tags: Match.arrayWith([{ Key: 'careplane:subnet', Value: kind }]) } };
    expect(Object.keys(template.findResources('AWS::EC2::Subnet', tagged))).toHaveLength(zones);
    expect(network[`${kind}Subnets`]).toHaveLength(zones);
  }
});

test('a subnet lies in its zone, by the letter, with the range of the plan', () => {
  TWO_ZONES.template.hasResourceProperties('AWS::EC2::Subnet', {
    AvailabilityZone: { 'Fn::Join': ['', [{ Ref: 'AWS::Region' }, 'b']] },
    CidrBlock: '10.20.32.0/20',
  });
});

test('no subnet gives out public addresses', () => {
  for (const { Properties } of Object.values(TWO_ZONES.template.findResources('AWS::EC2::Subnet'))) {
    expect(Properties.MapPublicIpOnLaunch ?? false).toBe(false);
  }
});

test('public subnets lead to the internet gateway and nowhere else', () => {
  const { stack, network, template } = TWO_ZONES;
  const [gateway] = Object.keys(template.findResources('AWS::EC2::InternetGateway'));
  for (const subnet of network.publicSubnets) {
    expect(routesOf(stack, template, subnet)).toEqual([
      { DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: gateway } },
    ]);
  }
});

test('private subnets lead to the one NAT gateway, in the first zone', () => {
  const { stack, network, template } = TWO_ZONES;
  template.resourceCountIs('AWS::EC2::NatGateway', 1);
  template.hasResourceProperties('AWS::EC2::NatGateway', {
    SubnetId: stack.resolve(network.publicSubnets[0]?.subnetId),
  });
  const [nat] = Object.keys(template.findResources('AWS::EC2::NatGateway'));
  for (const subnet of network.privateSubnets) {
    expect(routesOf(stack, template, subnet)).toEqual([
      { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: { Ref: nat } },
    ]);
  }
});

test('with one NAT gateway per zone, each private subnet uses that of its own zone', () => {
  const { stack, network, template } = THREE_ZONES;
  template.resourceCountIs('AWS::EC2::NatGateway', 3);
  for (const [index, subnet] of network.privateSubnets.entries()) {
    const nat = template.findResources('AWS::EC2::NatGateway')[natOf(template, stack, subnet)];
    expect(nat?.['Properties'].SubnetId).toEqual(stack.resolve(network.publicSubnets[index]?.subnetId));
  }
});

test('isolated subnets have a route table of their own, and no route in it', () => {
  const { stack, network, template } = TWO_ZONES;
  for (const subnet of network.isolatedSubnets) {
    template.hasResourceProperties('AWS::EC2::SubnetRouteTableAssociation', {
      SubnetId: stack.resolve(subnet.subnetId),
      RouteTableId: stack.resolve(subnet.routeTable.routeTableId),
    });
    expect(routesOf(stack, template, subnet)).toEqual([]);
  }
});

test('the default security group is emptied', () => {
  const { stack, network, template } = TWO_ZONES;
  template.hasResourceProperties('Custom::VpcRestrictDefaultSG', {
    DefaultSecurityGroupId: {
      'Fn::GetAtt': [(stack.resolve(network.vpc.vpcId) as { Ref: string }).Ref, 'DefaultSecurityGroup'],
    },
    Account: '111122223333',
  });
});

test('flow logs record all traffic, encrypted, for a year by default', () => {
  const { stack, network, template } = TWO_ZONES;
  template.hasResourceProperties('AWS::EC2::FlowLog', {
    ResourceId: stack.resolve(network.vpc.vpcId),
    ResourceType: 'VPC',
    TrafficType: 'ALL',
    LogGroupName: { Ref: Match.stringLikeRegexp('FlowLogGroup') },
  });
  template.hasResource('AWS::Logs::LogGroup', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      LogGroupName: '/careplane/acme/network/flow-logs',
      RetentionInDays: 365,
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Key'), 'Arn'] },
    },
  });
  synthesize({ flowLogDays: 2192 }).template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 2192 });
});

test('the role of the flow logs can be taken for this account’s flow logs only, and has no inline policy', () => {
  const { template } = TWO_ZONES;
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111122223333' },
            ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:us-east-2:111122223333:vpc-flow-log/*' },
          },
        },
      ],
    },
    Policies: Match.absent(),
  });
});

describe('logical ids of subnets, route tables and routes stay', () => {
  const idsOf = (zones: NetworkProps['zones'], letter: string) => {
    const { template } = synthesize({ zones, natGateways: 'per-zone' });
    return Object.entries(template.toJSON()['Resources'] as Record<string, { Type: string }>)
      .filter(([id]) => new RegExp(`^Network(Public|Private|Isolated)${letter.toUpperCase()}[A-Z]`).test(id))
      .map(([id, { Type }]) => `${Type} ${id}`)
      .sort();
  };
  const before = idsOf(['a', 'b'], 'b');

  test('they are pinned: another id would replace the subnet', () => {
    expect(before.filter((id) => id.startsWith('AWS::EC2::Subnet '))).toEqual([
      'AWS::EC2::Subnet NetworkIsolatedBSubnet4B366AB3',
      'AWS::EC2::Subnet NetworkPrivateBSubnet877B0EDF',
      'AWS::EC2::Subnet NetworkPublicBSubnetC1253A87',
    ]);
    expect(before).toHaveLength(13);
  });

  test.each<[change: string, zones: NetworkProps['zones']]>([
    ['a zone is added', ['a', 'b', 'c']],
    ['the first zone is removed', ['b']],
    ['the zones are reordered', ['b', 'a']],
  ])('when %s', (_change, zones) => {
    expect(idsOf(zones, 'b')).toEqual(before);
  });
});
