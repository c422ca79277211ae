import type { ParsedPlatform } from '../../model';
import type { PlatformRule, RuleProblem } from '../rule';

type Identity = NonNullable<ParsedPlatform['identity']>;

/** Each group is mapped to people, in the one way that the platform uses. */
export const groupsHaveMembers: PlatformRule = ({ identity }) => {
  if (identity === undefined) return [];
  return Object.entries(identity.groups).flatMap(([name, group]) => {
    const wrong = wrongWith(identity, group);
    return wrong === undefined ? [] : [{ path: ['identity', 'groups', name], ...wrong }];
  });
};

function wrongWith(
  { identityCenter }: Identity,
  { users, groupId }: Identity['groups']['developers'],
): Omit<RuleProblem, 'path'> | undefined {
  const given = {
    ...(users === undefined ? {} : { users: users.map(({ name }) => name) }),
    ...(groupId === undefined ? {} : { groupId }),
  };
  if (identityCenter === undefined) {
    if (users !== undefined && groupId === undefined) return undefined;
    return {
      message:
        users === undefined
          ? 'has no members'
          : 'names a group of Identity Center, and the platform has no identityCenter',
      given,
      allowed: 'users, or identityCenter and a groupId',
      fix: 'list the users of the group, or add identity.identityCenter.instanceArn and the id of the group there',
    };
  }
  if (groupId !== undefined && users === undefined) return undefined;
  return {
    message:
      groupId === undefined
        ? 'is mapped to no group of Identity Center'
        : 'has IAM users, and the platform uses Identity Center',
    given,
    allowed: 'a groupId alone, because people come from the directory',
    fix: 'write the id that the console shows under IAM Identity Center, Groups, and leave users out',
  };
}
