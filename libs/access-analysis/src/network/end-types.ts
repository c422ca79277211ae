import type { EndKind } from './end';

/** How a resource type says where its network interfaces are; properties as paths with dots. */
export interface EndType {
  readonly kind: EndKind;
  /** List of subnets, or one. */
  readonly subnets?: string;
  /** Name of a subnet group, and the type that has the subnets. */
  readonly subnetGroup?: { readonly property: string; readonly type: string };
  readonly groups: string;
  /** Whether a type without groups has no filter; otherwise it has the default group of its VPC. @default false */
  readonly isOpenWithoutGroups?: boolean;
  /** Ports that it listens on, by the property or a value. @default every port */
  readonly port?: { readonly property?: string; readonly byDefault?: number };
  /** Property whose value says that it has a public address. */
  readonly isPublic?: { readonly property: string; readonly value: string; readonly byDefault?: boolean };
  /** Instances get the public addresses of their subnet. @default false */
  readonly takesAddressOfSubnet?: boolean;
}

const DATABASE: EndType = {
  kind: 'database',
  subnetGroup: { property: 'DBSubnetGroupName', type: 'AWS::RDS::DBSubnetGroup' },
  groups: 'VPCSecurityGroups',
};

const PUBLICLY_ACCESSIBLE = { property: 'PubliclyAccessible', value: 'true' };

const CACHE_GROUP = { property: 'CacheSubnetGroupName', type: 'AWS::ElastiCache::SubnetGroup' };

/**
 * Types with network interfaces in a VPC, from the CloudFormation resource reference. Types that are not here are not in the proofs
 * about the network.
 */
export const END_TYPES: Readonly<Record<string, EndType>> = {
  'AWS::AutoScaling::AutoScalingGroup': {
    kind: 'instance',
    subnets: 'VPCZoneIdentifier',
    groups: 'SecurityGroupIds',
    takesAddressOfSubnet: true,
  },
  'AWS::CodeBuild::Project': { kind: 'build', subnets: 'VpcConfig.Subnets', groups: 'VpcConfig.SecurityGroupIds' },
  'AWS::DocDB::DBCluster': {
    ...DATABASE,
    subnetGroup: { property: 'DBSubnetGroupName', type: 'AWS::DocDB::DBSubnetGroup' },
    groups: 'VpcSecurityGroupIds',
    port: { property: 'Port', byDefault: 27_017 },
  },
  'AWS::EC2::Instance': {
    kind: 'instance',
    subnets: 'SubnetId',
    groups: 'SecurityGroupIds',
    takesAddressOfSubnet: true,
  },
  'AWS::EC2::VPCEndpoint': {
    kind: 'endpoint of AWS',
    subnets: 'SubnetIds',
    groups: 'SecurityGroupIds',
  },
  'AWS::ECS::Service': {
    kind: 'service',
    subnets: 'NetworkConfiguration.AwsvpcConfiguration.Subnets',
    groups: 'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
    isPublic: { property: 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp', value: 'ENABLED' },
  },
  'AWS::EFS::MountTarget': {
    kind: 'file system',
    subnets: 'SubnetId',
    groups: 'SecurityGroups',
    port: { byDefault: 2049 },
  },
  'AWS::ElastiCache::ReplicationGroup': {
    kind: 'cache',
    subnetGroup: CACHE_GROUP,
    groups: 'SecurityGroupIds',
    port: { property: 'Port', byDefault: 6379 },
  },
  'AWS::ElastiCache::ServerlessCache': { kind: 'cache', subnets: 'SubnetIds', groups: 'SecurityGroupIds' },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    kind: 'load balancer',
    subnets: 'Subnets',
    groups: 'SecurityGroups',
    isPublic: { property: 'Scheme', value: 'internet-facing', byDefault: true },
  },
  'AWS::Events::Rule': {
    kind: 'job',
    subnets: 'Targets.0.EcsParameters.NetworkConfiguration.AwsVpcConfiguration.Subnets',
    groups: 'Targets.0.EcsParameters.NetworkConfiguration.AwsVpcConfiguration.SecurityGroups',
    isPublic: {
      property: 'Targets.0.EcsParameters.NetworkConfiguration.AwsVpcConfiguration.AssignPublicIp',
      value: 'ENABLED',
    },
  },
  'AWS::Lambda::Function': { kind: 'function', subnets: 'VpcConfig.SubnetIds', groups: 'VpcConfig.SecurityGroupIds' },
  'AWS::Neptune::DBCluster': {
    ...DATABASE,
    subnetGroup: { property: 'DBSubnetGroupName', type: 'AWS::Neptune::DBSubnetGroup' },
    groups: 'VpcSecurityGroupIds',
    port: { property: 'DBPort', byDefault: 8182 },
  },
  'AWS::OpenSearchService::Domain': {
    kind: 'database',
    subnets: 'VPCOptions.SubnetIds',
    groups: 'VPCOptions.SecurityGroupIds',
    port: { byDefault: 443 },
  },
  'AWS::RDS::DBCluster': {
    ...DATABASE,
    groups: 'VpcSecurityGroupIds',
    port: { property: 'Port' },
    isPublic: PUBLICLY_ACCESSIBLE,
  },
  'AWS::RDS::DBInstance': {
    ...DATABASE,
    port: { property: 'Port' },
    // In a VPC with an internet gateway, an instance is public unless it says otherwise (Amazon RDS API, CreateDBInstance).
    isPublic: { ...PUBLICLY_ACCESSIBLE, byDefault: true },
  },
  'AWS::Redshift::Cluster': {
    ...DATABASE,
    subnetGroup: { property: 'ClusterSubnetGroupName', type: 'AWS::Redshift::ClusterSubnetGroup' },
    groups: 'VpcSecurityGroupIds',
    port: { property: 'Port', byDefault: 5439 },
    isPublic: PUBLICLY_ACCESSIBLE,
  },
  'AWS::Scheduler::Schedule': {
    kind: 'job',
    subnets: 'Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.Subnets',
    groups: 'Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
    isPublic: {
      property: 'Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp',
      value: 'ENABLED',
    },
  },
};

/** Types with lists of subnets for databases and caches, and the property with the name. */
export const SUBNET_GROUPS: Readonly<Record<string, string>> = {
  'AWS::DocDB::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::ElastiCache::SubnetGroup': 'CacheSubnetGroupName',
  'AWS::Neptune::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::RDS::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::Redshift::ClusterSubnetGroup': 'ClusterSubnetGroupName',
};
