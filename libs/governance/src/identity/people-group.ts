import { Validations } from 'aws-cdk-lib';
import { CfnGroup, CfnManagedPolicy, CfnUserToGroupAddition } from 'aws-cdk-lib/aws-iam';
import { CfnAssignment, CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import type { CompiledPolicy } from './compile';
import type { IdentityPlace } from './place';

/** Key of a policy's metadata with the reason for each resource that has an asterisk. Our own rules ask for it. */
export const WILDCARDS_METADATA = 'careplane:wildcards';

/** Who is in a group: IAM users by name, or a group of Identity Center by its id. */
export type Members =
  { readonly users: readonly string[] } | { readonly groupId: string; readonly instanceArn: string };

export interface PeopleGroupProps {
  readonly name: string;
  readonly about: string;
  readonly place: IdentityPlace;
  readonly policies: readonly CompiledPolicy[];
  readonly members: Members;
}

/** Sessions of Identity Center end after four hours, so that rights that were taken away are gone the same day. */
const SESSION = 'PT4H';

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
const LONGEST_PERMISSION_SET_NAME = 32;

/**
 * The name of a group's permission set: like that of an IAM group, or cut where Identity Center takes no name of that length. Names
 * stay different, because groups differ in their first letters and a platform's name has 20 characters at most.
 */
export function permissionSetName(platform: string, group: string): string {
  return `${platform}-${group}`.slice(0, LONGEST_PERMISSION_SET_NAME).replace(/-$/, '');
}

/**
 * Some people and their managed policies: an IAM group, or a permission set that is assigned to a group of Identity Center.
 * Both use the same policies, so that a review reads one text.
 */
export class PeopleGroup extends Construct {
  readonly policies: readonly CfnManagedPolicy[];
  /** Name of the IAM group, or of the permission set. */
  readonly groupName: string;

  constructor(scope: Construct, id: string, { name, about, place, policies, members }: PeopleGroupProps) {
    super(scope, id);
    const groupName = `${place.platform}-${name}`;
    this.groupName = 'users' in members ? groupName : permissionSetName(place.platform, name);
    const group = 'users' in members ? new CfnGroup(this, 'Group', { groupName, path: place.policyPath }) : undefined;
    this.policies = policies.map((policy) =>
      managedPolicy(this, policy, {
        managedPolicyName: `${groupName}-${policy.name}`,
        path: place.policyPath,
        description: about,
        ...(group === undefined ? {} : { groups: [group.ref] }),
      }),
    );
    if ('users' in members && group !== undefined) {
      new CfnUserToGroupAddition(this, 'Members', { groupName: group.ref, users: [...members.users] });
    } else if ('groupId' in members) {
      this.assign(this.groupName, about, place, members);
    }
  }

  private assign(
    name: string,
    about: string,
    { account, policyPath }: IdentityPlace,
    { instanceArn, groupId }: Extract<Members, { groupId: string }>,
  ): void {
    const set = new CfnPermissionSet(this, 'PermissionSet', {
      instanceArn,
      name,
      description: about,
      sessionDuration: SESSION,
      customerManagedPolicyReferences: this.policies.map(({ managedPolicyName = '' }) => ({
        name: managedPolicyName,
        path: policyPath,
      })),
    });
    // Identity Center looks the policies up by name in the account when it assigns the set.
    for (const policy of this.policies) set.addResourceDependency(policy);
    new CfnAssignment(this, 'Assignment', {
      instanceArn,
      permissionSetArn: set.attrPermissionSetArn,
      principalType: 'GROUP',
      principalId: groupId,
      targetType: 'AWS_ACCOUNT',
      targetId: account,
    });
  }
}

/** A managed policy, and the written reasons for its asterisks: for our own rules, and for cdk-nag. */
export function managedPolicy(
  scope: Construct,
  { name, document, wildcards }: CompiledPolicy,
  props: Omit<ConstructorParameters<typeof CfnManagedPolicy>[2], 'policyDocument'>,
): CfnManagedPolicy {
  const id = name.split('-').map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  const policy = new CfnManagedPolicy(scope, id.join(''), { ...props, policyDocument: document });
  policy.addMetadata(WILDCARDS_METADATA, wildcards);
  for (const [resource, reason] of Object.entries(wildcards)) {
    Validations.of(policy).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`, reason });
  }
  return policy;
}
