import type { ServiceRules } from './rules';

export const certificateManager: ServiceRules = {
  types: {
    'AWS::CertificateManager::Certificate': [
      'acm:AddTagsToCertificate',
      'acm:DeleteCertificate',
      'acm:DescribeCertificate',
      'acm:ListTagsForCertificate',
      'acm:RemoveTagsFromCertificate',
      'acm:RequestCertificate',
      'acm:UpdateCertificateOptions',
      'route53:ChangeResourceRecordSets',
    ],
  },
  limits: [
    {
      actions: /^route53:/,
      resources: ({ partition, hostedZones }) => hostedZones.map((id) => `arn:${partition}:route53:::hostedzone/${id}`),
    },
  ],
};
