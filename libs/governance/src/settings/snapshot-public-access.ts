import { LEAVE_IT_OUT, SettingRefusal } from './setting';
import type { Setting, SettingCall, SettingPlan } from './setting';

const BLOCKED = 'block-all-sharing';

const READ: SettingCall = {
  service: 'ec2',
  operation: 'GetSnapshotBlockPublicAccessState',
  action: 'ec2:GetSnapshotBlockPublicAccessState',
  input: {},
};
const BLOCK: SettingCall = {
  service: 'ec2',
  operation: 'EnableSnapshotBlockPublicAccess',
  action: 'ec2:EnableSnapshotBlockPublicAccess',
  input: { State: BLOCKED },
};

/** The state of the account in a region. */
export interface SnapshotPublicAccess {
  readonly State?: string;
  readonly ManagedBy?: string;
}

/**
 * Calls that block the public sharing of snapshots. `block-new-sharing` is not enough: snapshots that are public already stay so.
 *
 * @throws SettingRefusal where a policy of the organization allows the sharing: the account cannot change it
 */
export function snapshotPublicAccessPlan(found: SnapshotPublicAccess): SettingPlan {
  if (found.State === BLOCKED) return { calls: [], kept: [] };
  if (found.ManagedBy === 'declarative-policy') {
    throw new SettingRefusal(
      `a declarative policy of the organization sets it to ${found.State}, and the account cannot change it. Ask for "block_all_sharing" in the policy. ${LEAVE_IT_OUT}`,
    );
  }
  return { calls: [BLOCK], kept: [] };
}

/**
 * No EBS snapshot of the account can be shared with everybody: 45 CFR 164.312(a)(1). The CloudFormation type
 * AWS::EC2::SnapshotBlockPublicAccess exists, but it undoes the block when its stack is deleted.
 * https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
 */
export const snapshotPublicAccess: Setting = {
  type: 'Custom::CareplaneSnapshotPublicAccessBlock',
  title: 'block of public EBS snapshots',
  id: () => 'snapshot-public-access',
  actions: ['ec2:EnableSnapshotBlockPublicAccess', 'ec2:GetSnapshotBlockPublicAccessState'],
  scope: 'region',
  reads: () => [READ],
  plan: ({ answers: [answer] }) => snapshotPublicAccessPlan(answer as SnapshotPublicAccess),
};
