import type { Stack } from 'aws-cdk-lib';
import { Identity } from '@careplane/governance';
import type { IdentityGroup } from '@careplane/governance';
import { partitionOf } from '@careplane/aws-facts';
import { emergencyBoundaryName } from '@careplane/config';
import type { PeopleModel, PeopleOfGroup, PlatformModel } from '@careplane/config';
import type { Construct } from 'constructs';
import { identityPlaceOf } from '../identity-place';
import { pipelineParameter, read } from '../parameters';
import { newStack } from './base';

/** Key of the template's metadata that says which groups and which role must be here. The judges read it. */
const IDENTITY_METADATA = 'careplane:identity';

/** The groups of people and the role for emergencies; undefined for a platform without people. */
export function identityStack(app: Construct, platform: PlatformModel): Stack | undefined {
  const { identity, account, region, name } = platform;
  if (identity === undefined) return undefined;
  const stack = newStack(app, platform, {
    stackName: `${name}-identity`,
    description: `${name}: who may do what in the account`,
    account,
    region,
  });
  const { groups } = identity;
  const place = identityPlaceOf(platform, [read(stack, pipelineParameter(name, 'key-arn'))]);
  const people = new Identity(stack, 'Identity', {
    place,
    groups: {
      developers: groupOf(identity, groups.developers),
      'systems-engineers': groupOf(identity, groups['systems-engineers']),
      'security-engineers': groupOf(identity, groups['security-engineers']),
      stakeholders: groupOf(identity, groups.stakeholders),
    },
    breakGlassUsers: identity.breakGlassUsers.map((user) => user.name),
    breakGlassBoundaryArn: `arn:${partitionOf(region)}:iam::${account}:policy/${emergencyBoundaryName(name)}`,
  });
  stack.addMetadata(IDENTITY_METADATA, {
    groups: people.groups.map((group) => group.groupName),
    emergencyRole: place.emergencyRole,
  });
  return stack;
}

/** The rules have made sure that each group is mapped in the way of the platform. */
function groupOf({ identityCenter }: PeopleModel, { users, groupId, duties }: PeopleOfGroup): IdentityGroup {
  return {
    members:
      identityCenter === undefined || groupId === undefined
        ? { users: users.map(({ name }) => name) }
        : { groupId, instanceArn: identityCenter.instanceArn },
    ...(duties === undefined ? {} : { duties }),
  };
}
