import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const guardDuty: ServiceRules = {
  types: {
    'AWS::GuardDuty::Detector': [
      'guardduty:CreateDetector',
      'guardduty:DeleteDetector',
      'guardduty:GetDetector',
      'guardduty:ListDetectors',
      'guardduty:ListTagsForResource',
      'guardduty:TagResource',
      'guardduty:UntagResource',
      'guardduty:UpdateDetector',
    ],
  },
  limits: [
    {
      actions: /^guardduty:(?!CreateDetector|ListDetectors)/,
      resources: (place) => [inAccount(place, 'guardduty', 'detector/*')],
    },
  ],
  serviceLinked: ['guardduty.amazonaws.com', 'malware-protection.guardduty.amazonaws.com'],
};
