import type { Duty } from '../duty';

/** A user's own user and own virtual device. IAM fills in the variable. */
const OWN = [
  'arn:{partition}:iam::{account}:user/${aws:username}',
  'arn:{partition}:iam::{account}:mfa/${aws:username}',
];

/** What everybody does for themselves. */
export const selfService = {
  /**
   * Deactivating a device is not here: whoever has the password could take the device away. A security engineer does it.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_iam_mfa-selfmanage.html
   */
  'own-sign-in': {
    why: 'change the own password, and enrol the own MFA device: all that works without MFA',
    withoutMfa: true,
    usersOnly: true,
    allow: [
      {
        actions: [
          'iam:ChangePassword',
          'iam:CreateVirtualMFADevice',
          'iam:EnableMFADevice',
          'iam:GetUser',
          'iam:ListMFADevices',
          'iam:ResyncMFADevice',
        ],
        on: OWN,
      },
    ],
  },
  'who-am-i': {
    why: 'command lines ask who is signed in, and the console lists users and devices before it shows one',
    withoutMfa: true,
    allow: [
      {
        actions: [
          'iam:GetAccountPasswordPolicy',
          'iam:ListUsers',
          'iam:ListVirtualMFADevices',
          'sts:GetCallerIdentity',
        ],
        on: ['*'],
        wildcard: 'reads',
      },
    ],
  },
} as const satisfies Readonly<Record<string, Duty>>;
