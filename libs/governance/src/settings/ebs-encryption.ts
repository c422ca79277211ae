import type { Setting, SettingCall, SettingPlan } from './setting';

const READ: SettingCall = {
  service: 'ec2',
  operation: 'GetEbsEncryptionByDefault',
  action: 'ec2:GetEbsEncryptionByDefault',
  input: {},
};
const ENABLE: SettingCall = {
  service: 'ec2',
  operation: 'EnableEbsEncryptionByDefault',
  action: 'ec2:EnableEbsEncryptionByDefault',
  input: {},
};

/** Calls that switch the encryption on. The default key of the account stays as it is. */
export function ebsEncryptionPlan(enabled: boolean): SettingPlan {
  return { calls: enabled ? [] : [ENABLE], kept: [] };
}

/**
 * New EBS volumes and copies of snapshots are encrypted in this region: 45 CFR 164.312(a)(2)(iv), FSBP EC2.7.
 * https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
 */
export const ebsEncryption: Setting = {
  type: 'Custom::CareplaneEbsEncryption',
  title: 'EBS encryption by default',
  id: () => 'ebs-encryption',
  actions: ['ec2:EnableEbsEncryptionByDefault', 'ec2:GetEbsEncryptionByDefault'],
  scope: 'region',
  reads: () => [READ],
  plan: ({ answers: [answer] }) =>
    ebsEncryptionPlan((answer as { readonly EbsEncryptionByDefault?: boolean }).EbsEncryptionByDefault === true),
};
