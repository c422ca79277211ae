import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const kms: ServiceRules = {
  types: {
    'AWS::KMS::Key': [
      'kms:CreateKey',
      'kms:DescribeKey',
      'kms:DisableKey',
      'kms:DisableKeyRotation',
      'kms:EnableKey',
      'kms:EnableKeyRotation',
      'kms:GetKeyPolicy',
      'kms:GetKeyRotationStatus',
      'kms:ListResourceTags',
      'kms:PutKeyPolicy',
      'kms:ScheduleKeyDeletion',
      'kms:TagResource',
      'kms:UntagResource',
      'kms:UpdateKeyDescription',
    ],
    'AWS::KMS::Alias': ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:ListAliases', 'kms:UpdateAlias'],
  },
  limits: [
    {
      actions: /^kms:(?!CreateKey)/,
      resources: (place) => [inAccount(place, 'kms', 'key/*'), inAccount(place, 'kms', 'alias/*')],
    },
  ],
};
