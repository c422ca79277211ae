import type { ParsedPlatform } from '../../model';
import type { PlatformRule, RuleProblem } from '../rule';

type Groups = NonNullable<ParsedPlatform['identity']>['groups'];
type GroupKey = keyof Groups;

const WRITING = ['push-branches', 'merge-reviewed'];
const RELEASING = ['approve-releases'];

/** Groups with these duties unless `duties` says otherwise. */
const USUAL: Readonly<Partial<Record<GroupKey, readonly string[]>>> = {
  developers: WRITING,
  systemsEngineers: RELEASING,
};

/** Whoever writes code does not approve its release: no group has both duties, and no person is in a group of each. */
export const writersDoNotRelease: PlatformRule = ({ identity }) => {
  if (identity === undefined) return [];
  const groups = (Object.keys(identity.groups) as GroupKey[]).map((key) => {
    const duties: readonly string[] = identity.groups[key].duties ?? USUAL[key] ?? [];
    return {
      key,
      users: identity.groups[key].users ?? [],
      writes: duties.some((duty) => WRITING.includes(duty)),
      releases: duties.some((duty) => RELEASING.includes(duty)),
    };
  });
  const both = groups
    .filter(({ writes, releases }) => writes && releases)
    .map(({ key }): RuleProblem => ({
      path: ['identity', 'groups', key, 'duties'],
      message: 'has people who write code and approve its release',
      allowed: `${RELEASING.join(', ')}, or ${WRITING.join(' and ')}, and not both`,
      fix: 'give the two duties to two groups',
    }));
  const writers = new Map(
    groups.filter(({ writes }) => writes).flatMap(({ key, users }) => users.map(({ name }) => [name, key])),
  );
  const people = groups
    .filter(({ releases, writes }) => releases && !writes)
    .flatMap(({ key, users }) =>
      users.flatMap(({ name }, index): RuleProblem[] =>
        writers.has(name)
          ? [
              {
                path: ['identity', 'groups', key, 'users', index, 'name'],
                restsOn: [['identity', 'groups']],
                message: `is also in ${writers.get(name)}, so this person could approve the release of their own code`,
                given: name,
                allowed: 'a person in one of the two groups',
                fix: 'take the person out of one group',
              },
            ]
          : [],
      ),
    );
  return [...both, ...people];
};
