import type { Stack } from 'aws-cdk-lib';
import type { ISubnet } from 'aws-cdk-lib/aws-ec2';
import { EncryptionKey } from '@careplane/governance';
import { Endpoints, Network } from '@careplane/networking';
import { platformPath } from '@careplane/config';
import type { Location, PlatformModel } from '@careplane/config';
import type { Construct } from 'constructs';
import { networkParameter, publish } from '../parameters';
import type { SubnetKind } from '../parameters';
import { newStack } from './base';

/** The VPC of one account and region. */
export function networkStack(app: Construct, platform: PlatformModel, location: Location): Stack {
  const stackName = `${platform.name}-network`;
  const stack = newStack(app, platform, {
    stackName,
    id: location.id === 'primary' ? stackName : `${stackName}-${location.id}`,
    description: `${platform.name}: VPC, subnets, NAT and endpoints`,
    account: location.account,
    region: location.region,
  });
  const { cidr, zones, natGateways, endpoints, flowLogDays } = location.network;
  const logPrefix = platformPath(platform.name, 'network', '');
  const { key } = new EncryptionKey(stack, 'Key', {
    description: `${platform.name}: flow logs`,
    logGroupPrefixes: [logPrefix],
  });
  const network = new Network(stack, 'Network', {
    cidr,
    zones,
    natGateways,
    logKey: key,
    flowLogGroupName: `${logPrefix}flow-logs`,
    flowLogDays,
  });
  if (endpoints !== 'none') {
    new Endpoints(stack, 'Endpoints', {
      vpc: network.vpc,
      cidr,
      subnets: network.privateSubnets,
      kind: endpoints,
      accounts: [...new Set([platform.account, ...platform.locations.map((known) => known.account)])].sort(),
    });
  }
  const subnets = (kind: SubnetKind, made: readonly ISubnet[]) =>
    zones.map(
      (zone, index) =>
        [networkParameter(platform.name, `${kind}-subnet-${zone}`), made[index]?.subnetId ?? ''] as const,
    );
  publish(stack, {
    [networkParameter(platform.name, 'vpc-id')]: network.vpc.vpcId,
    ...Object.fromEntries([
      ...subnets('public', network.publicSubnets),
      ...subnets('private', network.privateSubnets),
      ...subnets('isolated', network.isolatedSubnets),
    ]),
  });
  return stack;
}
