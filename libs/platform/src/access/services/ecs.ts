import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const ecs: ServiceRules = {
  types: {
    'AWS::ECS::Cluster': [
      'ecs:CreateCluster',
      'ecs:DeleteCluster',
      'ecs:DescribeClusters',
      'ecs:ListTagsForResource',
      'ecs:PutClusterCapacityProviders',
      'ecs:TagResource',
      'ecs:UntagResource',
      'ecs:UpdateCluster',
      'ecs:UpdateClusterSettings',
      'kms:DescribeKey',
    ],
    'AWS::ECS::ClusterCapacityProviderAssociations': [
      'ecs:DescribeCapacityProviders',
      'ecs:DescribeClusters',
      'ecs:PutClusterCapacityProviders',
    ],
    'AWS::ECS::Service': [
      'ecs:CreateService',
      'ecs:DeleteService',
      'ecs:DescribeServiceDeployments',
      'ecs:DescribeServices',
      'ecs:ListServiceDeployments',
      'ecs:ListTagsForResource',
      'ecs:StopServiceDeployment',
      'ecs:TagResource',
      'ecs:UntagResource',
      'ecs:UpdateService',
    ],
    'AWS::ECS::TaskDefinition': [
      'ecs:DeregisterTaskDefinition',
      'ecs:DescribeTaskDefinition',
      'ecs:ListTagsForResource',
      'ecs:RegisterTaskDefinition',
      'ecs:TagResource',
      'ecs:UntagResource',
    ],
  },
  limits: [
    {
      actions: /^ecs:.*(?:Cluster|CapacityProviders$)/,
      resources: (place) => [inAccount(place, 'ecs', `cluster/${place.platform}-${place.scope}`)],
    },
    {
      actions: /^ecs:RegisterTaskDefinition$/,
      resources: (place) => [inAccount(place, 'ecs', `task-definition/${place.platform}-*-${place.scope}:*`)],
    },
    // Neither knows resources.
    {
      actions: /^ecs:(?:De(?:register|scribe)TaskDefinition|ListServiceDeployments|DescribeCapacityProviders)$/,
      resources: () => ['*'],
    },
    {
      actions: /^ecs:.*Service/,
      resources: (place) => [
        inAccount(place, 'ecs', `service/${place.platform}-${place.scope}/*`),
        inAccount(place, 'ecs', `service-deployment/${place.platform}-${place.scope}/*`),
      ],
    },
    {
      actions: /^ecs:/,
      resources: (place) => [
        inAccount(place, 'ecs', `cluster/${place.platform}-${place.scope}`),
        inAccount(place, 'ecs', `service/${place.platform}-${place.scope}/*`),
        inAccount(place, 'ecs', `task-definition/${place.platform}-*-${place.scope}:*`),
      ],
    },
  ],
  passedTo: ['ecs-tasks.amazonaws.com'],
  serviceLinked: ['ecs.amazonaws.com'],
};
