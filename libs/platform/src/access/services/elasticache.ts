import { inAccount } from '../place';
import type { ScopedPlace } from '../place';
import { GRANTS_FOR_SERVICES } from './rules';
import type { ServiceRules } from './rules';

export const elasticache: ServiceRules = {
  types: {
    'AWS::ElastiCache::ParameterGroup': [
      'elasticache:AddTagsToResource',
      'elasticache:CreateCacheParameterGroup',
      'elasticache:DeleteCacheParameterGroup',
      'elasticache:DescribeCacheParameterGroups',
      'elasticache:DescribeCacheParameters',
      'elasticache:DescribeEngineDefaultParameters',
      'elasticache:ListTagsForResource',
      'elasticache:ModifyCacheParameterGroup',
      'elasticache:RemoveTagsFromResource',
    ],
    'AWS::ElastiCache::ReplicationGroup': [
      'elasticache:AddTagsToResource',
      'elasticache:CreateCacheCluster',
      'elasticache:CreateReplicationGroup',
      'elasticache:CreateSnapshot',
      'elasticache:DecreaseReplicaCount',
      'elasticache:DeleteCacheCluster',
      'elasticache:DeleteReplicationGroup',
      'elasticache:DescribeCacheClusters',
      'elasticache:DescribeReplicationGroups',
      'elasticache:IncreaseReplicaCount',
      'elasticache:ListTagsForResource',
      'elasticache:ModifyReplicationGroup',
      'elasticache:RemoveTagsFromResource',
      'kms:CreateGrant',
      'kms:DescribeKey',
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
    ],
    'AWS::ElastiCache::SubnetGroup': [
      'elasticache:AddTagsToResource',
      'elasticache:CreateCacheSubnetGroup',
      'elasticache:DeleteCacheSubnetGroup',
      'elasticache:DescribeCacheSubnetGroups',
      'elasticache:ListTagsForResource',
      'elasticache:ModifyCacheSubnetGroup',
      'elasticache:RemoveTagsFromResource',
    ],
    'AWS::ElastiCache::User': [
      'elasticache:AddTagsToResource',
      'elasticache:CreateUser',
      'elasticache:DeleteUser',
      'elasticache:DescribeUsers',
      'elasticache:ListTagsForResource',
      'elasticache:ModifyUser',
      'elasticache:RemoveTagsFromResource',
    ],
    'AWS::ElastiCache::UserGroup': [
      'elasticache:AddTagsToResource',
      'elasticache:CreateUserGroup',
      'elasticache:DeleteUserGroup',
      'elasticache:DescribeUserGroups',
      'elasticache:ListTagsForResource',
      'elasticache:ModifyReplicationGroup',
      'elasticache:ModifyUserGroup',
      'elasticache:RemoveTagsFromResource',
    ],
  },
  limits: [GRANTS_FOR_SERVICES, { actions: /^elasticache:/, resources: ofScope }],
  serviceLinked: ['elasticache.amazonaws.com'],
};

/** Names that the platform gives end with the environment; CloudFormation's begin with the name of the data stack. */
function ofScope(place: ScopedPlace): string[] {
  const { platform, scope } = place;
  return [
    ...['replicationgroup', 'user', 'usergroup'].map((kind) => `${kind}:${platform}-*-${scope}`),
    // The nodes of a group, and its last snapshot.
    ...['cluster', 'snapshot'].map((kind) => `${kind}:${platform}-*-${scope}-*`),
    ...['parametergroup', 'subnetgroup'].map((kind) => `${kind}:${platform}-data-${scope}-*`),
    'parametergroup:default*',
  ].map((resource) => inAccount(place, 'elasticache', resource));
}
