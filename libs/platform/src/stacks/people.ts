import { GROUPS, RELEASING_DUTIES } from '@careplane/governance';
import type { PeopleGroupName, PlatformModel } from '@careplane/config';

/** Addresses in the commits of people who may approve a release, by the names of their users. */
export function approversOf({ identity }: PlatformModel): Record<string, string> {
  if (identity === undefined) return {};
  const people = (Object.keys(identity.groups) as PeopleGroupName[])
    .filter((name) =>
      (identity.groups[name].duties ?? GROUPS[name].duties).some((duty) => RELEASING_DUTIES.includes(duty)),
    )
    .flatMap((name) => identity.groups[name].users);
  // The emergency role may approve, too: its session is named by whoever takes it.
  return Object.fromEntries([...people, ...identity.breakGlassUsers].map(({ name, email }) => [name, email]));
}
