import type { ServiceRules } from './rules';

export const route53: ServiceRules = {
  types: {
    'AWS::Route53::RecordSet': [
      'route53:ChangeResourceRecordSets',
      'route53:GetChange',
      'route53:GetHostedZone',
      'route53:ListHostedZones',
      'route53:ListResourceRecordSets',
    ],
  },
  limits: [
    { actions: /^route53:(?:ListHostedZones|GetChange)$/, resources: () => ['*'] },
    {
      actions: /./,
      resources: ({ partition, hostedZones }) => hostedZones.map((id) => `arn:${partition}:route53:::hostedzone/${id}`),
    },
  ],
};
