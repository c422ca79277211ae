import type { Statement } from '../policy/statement';
import { identitiesNamed, managedPoliciesNaming, policiesNaming } from './attached-policies';
import type { ManagedPolicies, NameList } from './attached-policies';
import { ownKeys } from './principal';
import type { Keep, Principal } from './principal';
import type { Resolver } from './resolver';

const KINDS: Readonly<Record<NameList, { readonly kind: 'role' | 'user' | 'group'; readonly type: string }>> = {
  Roles: { kind: 'role', type: 'AssumedRole' },
  Users: { kind: 'user', type: 'User' },
  Groups: { kind: 'group', type: 'User' },
};

/**
 * Roles, users and groups that are in no template, and to which a policy of a template is attached: what this policy allows them. Their
 * other policies are not known.
 *
 * @param known those of the templates
 */
export function namedIdentities(
  resolvers: readonly Resolver[],
  managed: ManagedPolicies,
  known: readonly Principal[],
  keep: Keep,
): Principal[] {
  const own = new Set(known.map(({ kind, name, caller }) => `${kind} ${caller.account} ${name}`));
  return (Object.keys(KINDS) as NameList[]).flatMap((list) =>
    identitiesNamed(resolvers, list).flatMap(({ name, account, by }): Principal[] => {
      const { kind, type } = KINDS[list];
      if (own.has(`${kind} ${account} ${name}`)) return [];
      const partition = by.resolver.stack.partition ?? 'aws';
      const end = kind === 'group' ? `user/member-of-${name}` : `${kind}/${name}`;
      const arn = `arn:${partition}:iam::${account}:${end}`;
      const identity: readonly Statement[] = keep(policiesNaming(resolvers, managed, list, name, account));
      return [
        {
          ...{
            name: nameForPeople(name, kind),
            kind,
            stack: by.resolver.stack.name,
            id: by.id,
            path: undefined,
            tags: new Map(),
          },
          caller: {
            ...{ arn, account, identity, boundary: undefined },
            kind: kind === 'role' ? 'role' : 'user',
            // The path of the ARN is not known.
            known: new Map(ownKeys(arn, account, type).filter(([key]) => key !== 'aws:principalarn')),
          },
          ...{ services: [], trust: undefined, boundaryArn: undefined },
          managedPolicies: kind === 'role' ? managedPoliciesNaming(resolvers, name, account) : [],
        },
      ];
    }),
  );
}

/** What is not known of a name is in braces. */
function nameForPeople(name: string, kind: string): string {
  const [, reason] = /^\{(.*)\}$/.exec(name) ?? [];
  return reason === undefined ? name : `a ${kind} without a known name (${reason})`;
}
