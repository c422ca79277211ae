import { platformPath, SHARED_SCOPE } from '@careplane/config';
import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const logs: ServiceRules = {
  types: {
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
