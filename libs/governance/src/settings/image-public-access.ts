import { LEAVE_IT_OUT, SettingRefusal } from './setting';
import type { Setting, SettingCall, SettingPlan } from './setting';

const READ: SettingCall = {
  service: 'ec2',
  operation: 'GetImageBlockPublicAccessState',
  action: 'ec2:GetImageBlockPublicAccessState',
  input: {},
};
const BLOCK: SettingCall = {
  service: 'ec2',
  operation: 'EnableImageBlockPublicAccess',
  action: 'ec2:EnableImageBlockPublicAccess',
  input: { ImageBlockPublicAccessState: 'block-new-sharing' },
};

/** The state of the account in a region. */
export interface ImagePublicAccess {
  readonly ImageBlockPublicAccessState?: string;
  readonly ManagedBy?: string;
}

/**
 * Calls that block the public sharing of images.
 *
 * @throws SettingRefusal where a policy of the organization allows the sharing: the account cannot change it
 */
export function imagePublicAccessPlan(found: ImagePublicAccess): SettingPlan {
  if (found.ImageBlockPublicAccessState === 'block-new-sharing') return { calls: [], kept: [] };
  if (found.ManagedBy === 'declarative-policy') {
    throw new SettingRefusal(
      `a declarative policy of the organization sets it to ${found.ImageBlockPublicAccessState}, and the account cannot change it. Ask for "block_new_sharing" in the policy. ${LEAVE_IT_OUT}`,
    );
  }
  return { calls: [BLOCK], kept: [] };
}

/**
 * No image (AMI) of the account can be shared with everybody: 45 CFR 164.312(a)(1). A change of the state can take ten minutes
 * until it holds everywhere; AWS shows the new state at once.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html
 */
export const imagePublicAccess: Setting = {
  type: 'Custom::CareplaneImagePublicAccessBlock',
  title: 'block of public AMIs',
  id: () => 'image-public-access',
  actions: ['ec2:EnableImageBlockPublicAccess', 'ec2:GetImageBlockPublicAccessState'],
  scope: 'region',
  reads: () => [READ],
  plan: ({ answers: [answer] }) => imagePublicAccessPlan(answer as ImagePublicAccess),
};
