import { platformPath, SHARED_SCOPE } from '@careplane/config';
import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const logs: ServiceRules = {
  types: {
    'AWS::Logs::Delivery': [
      'cloudfront:AllowVendedLogDeliveryForResource',
      'logs:CreateDelivery',
      'logs:DeleteDelivery',
      'logs:DescribeDeliveries',
      'logs:DescribeResourcePolicies',
      'logs:GetDelivery',
      'logs:GetDeliveryDestination',
      'logs:GetDeliverySource',
      'logs:ListTagsForResource',
      'logs:PutResourcePolicy',
      'logs:TagResource',
      'logs:UntagResource',
      'logs:UpdateDeliveryConfiguration',
    ],
    'AWS::Logs::DeliveryDestination': [
      'logs:DeleteDeliveryDestination',
      'logs:DescribeDeliveryDestinations',
      'logs:GetDeliveryDestination',
      'logs:GetDeliveryDestinationPolicy',
      'logs:ListTagsForResource',
      'logs:PutDeliveryDestination',
      'logs:TagResource',
      'logs:UntagResource',
    ],
    'AWS::Logs::DeliverySource': [
      'cloudfront:AllowVendedLogDeliveryForResource',
      'logs:DeleteDeliverySource',
      'logs:DescribeDeliverySources',
      'logs:GetDeliverySource',
      'logs:ListTagsForResource',
      'logs:PutDeliverySource',
      'logs:TagResource',
      'logs:UntagResource',
    ],
    'AWS::Logs::LogGroup': [
      'logs:AssociateKmsKey',
      'logs:CreateLogGroup',
      'logs:DeleteLogGroup',
      'logs:DeleteRetentionPolicy',
      'logs:DescribeIndexPolicies',
      'logs:DescribeLogGroups',
      'logs:DisassociateKmsKey',
      'logs:GetDataProtectionPolicy',
      'logs:ListTagsForResource',
      'logs:PutRetentionPolicy',
      'logs:TagResource',
      'logs:UntagResource',
    ],
    'AWS::Logs::MetricFilter': ['logs:DeleteMetricFilter', 'logs:DescribeMetricFilters', 'logs:PutMetricFilter'],
    'AWS::Logs::ResourcePolicy': [
      'logs:DeleteResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:PutResourcePolicy',
    ],
  },
  limits: [
    {
      actions: /^cloudfront:/,
      resources: ({ partition, account }) => [`arn:${partition}:cloudfront::${account}:distribution/*`],
    },
    // It knows no resource, though the other actions of sources do.
    { actions: /^logs:DeleteDeliverySource$/, resources: () => ['*'] },
    // Sources and destinations have names of ours; a delivery has an id that AWS makes.
    {
      actions: /^logs:.*Deliver(?:y|ies|y.*)$/,
      resources: (place) =>
        ['delivery', 'delivery-source', 'delivery-destination'].map((kind) => inAccount(place, 'logs', `${kind}:*`)),
    },
    // They know no resources, or the policies of the account.
    { actions: /^logs:(?:Describe.*|.*ResourcePolic.*)$/, resources: () => ['*'] },
    {
      actions: /./,
      resources: (place) => {
        const { platform, scope, databases } = place;
        const groups =
          scope === SHARED_SCOPE
            ? ['baseline', 'network', 'pipelines'].map((part) => platformPath(platform, part, '*'))
            : [
                platformPath(platform, 'environments', scope, '*'),
                `/aws/ecs/containerinsights/${platform}-${scope}/*`,
                ...databases.map(({ logPrefix }) => `${logPrefix}*`),
                `aws-waf-logs-${platform}-${scope}*`,
              ];
        return groups.map((group) => inAccount(place, 'logs', `log-group:${group}`));
      },
    },
  ],
};
