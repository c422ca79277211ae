import type { Path } from '@careplane/problems';
import type { PlatformRule } from '../rule';

/** One IAM user for each person, and one person for each user: 45 CFR 164.312(a)(2)(i). */
export const usersArePersons: PlatformRule = ({ identity }) => {
  if (identity === undefined) return [];
  const lists: [Path, readonly { readonly name: string; readonly email: string }[]][] = [
    ...Object.entries(identity.groups).map(([key, { users = [] }]): [Path, typeof users] => [
      ['identity', 'groups', key, 'users'],
      users,
    ]),
    [['identity', 'breakGlass', 'users'], identity.breakGlass.users],
  ];
  const emails = new Map<string, string>();
  const names = new Map<string, string>();
  return lists.flatMap(([path, users]) =>
    users.flatMap(({ name, email }, index) => {
      const address = email.toLowerCase();
      const owner = names.get(address);
      const known = emails.get(name);
      names.set(address, owner ?? name);
      emails.set(name, known ?? address);
      const given = { name, email };
      if (known !== undefined && known !== address) {
        return [
          {
            path: [...path, index],
            message: `is the user of two people: ${name} has the address ${known} elsewhere in this file`,
            given,
            allowed: 'one user for each person',
            fix: 'correct one of the addresses, or create a user for the second person',
          },
        ];
      }
      // The emergency role has users of its own: the same person may have both.
      const isEmergency = path[1] === 'breakGlass';
      if (owner !== undefined && owner !== name && !isEmergency) {
        return [
          {
            path: [...path, index],
            message: `has the address of the user ${owner}`,
            given,
            allowed: 'one user for each person',
            fix: 'give this person’s own address, or remove one of the users',
          },
        ];
      }
      return [];
    }),
  );
};
