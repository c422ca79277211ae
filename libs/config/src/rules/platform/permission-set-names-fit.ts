import type { PlatformRule } from '../rule';

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
const MAX_NAME = 32;

/** A group of Identity Center gets a permission set that is called like the platform and the group: `medmo-security-engineers`. */
export const permissionSetNamesFit: PlatformRule = ({ name, identity }) => {
  const groups = Object.entries(identity?.groups ?? {}).filter(([, members]) => 'groupId' in members);
  const names = groups.map(([group]) => group.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
  const longest = Math.max(0, ...names.map((group) => group.length));
  const room = MAX_NAME - longest - 1;
  const group = names.find((each) => each.length === longest);
  if (name.length <= room || group === undefined) return [];
  return [
    {
      path: ['name'],
      restsOn: [['name'], ['identity']],
      given: name,
      message: `is too long for the permission set ${name}-${group} of Identity Center, whose name may have ${MAX_NAME} characters`,
      allowed: `at most ${room} characters`,
      fix: `shorten it to ${room} characters`,
    },
  ];
};
