import type { ReadPolicy } from '../policy/read';
import type { PolicyProblem } from '../policy/refusals';
import type { StatementSource, Statement } from '../policy/statement';
import { textWords } from '../policy/text';
import { inlinePolicies, managedPoliciesNaming, policiesNaming, policyAt, policyOfArn } from './attached-policies';
import type { ManagedPolicies } from './attached-policies';
import { permissionSets } from './permission-sets';
import { partsOf } from './parts';
import { namedIdentities } from './named-identities';
import { ownKeys } from './principal';
import type { Keep, Principal } from './principal';
import { literalOf } from './resolver';
import type { Resolver } from './resolver';
import { constructPath, isMap, listOf, resourcesOf } from './stack';

/** Actions that a trust policy decides on. */
const TRUST_ACTIONS = ['sts:*'];

export interface FoundPrincipals {
  readonly principals: readonly Principal[];
  readonly problems: readonly PolicyProblem[];
}

/** The roles, users, groups and permission sets of some stacks, with all their policies. */
export function principalsOf(resolvers: readonly Resolver[], managed: ManagedPolicies): FoundPrincipals {
  const problems: PolicyProblem[] = [];
  const keep = (policies: readonly ReadPolicy[]): Statement[] => {
    problems.push(...policies.flatMap((policy) => policy.problems));
    return policies.flatMap(({ statements }) => statements);
  };
  const principals = resolvers.flatMap((resolver) => [
    ...resourcesOf(resolver.stack, 'AWS::IAM::Role').map(({ id }) => roleOf(resolver, id, resolvers, managed, keep)),
    ...resourcesOf(resolver.stack, 'AWS::IAM::User').map(({ id }) => personOf(resolver, id, resolvers, managed, keep)),
    ...resourcesOf(resolver.stack, 'AWS::IAM::Group').map(({ id }) => personOf(resolver, id, resolvers, managed, keep)),
    ...permissionSets(resolver, managed, keep),
  ]);
  return { principals: [...principals, ...namedIdentities(resolvers, managed, principals, keep)], problems };
}

function roleOf(
  resolver: Resolver,
  id: string,
  resolvers: readonly Resolver[],
  managed: ManagedPolicies,
  keep: Keep,
): Principal {
  const { stack } = resolver;
  const base = baseOf(resolver, id);
  const arn = textWords(resolver.arnOf(id) ?? []);
  const trust = keep([
    policyAt(resolver, id, base.properties['AssumeRolePolicyDocument'], ['AssumeRolePolicyDocument'], 'trust'),
  ]);
  const attached = attachedArns(resolver, id);
  const identity = keep([
    ...inlinePolicies(resolver, id),
    ...policiesNaming(resolvers, managed, 'Roles', base.name, stack.account),
    ...attached.map((policy) => policyOfArn(policy, managed, base.source)),
  ]);
  const boundary = boundaryOf(resolver, base.properties, managed, base.source, keep);
  return {
    ...base.shared,
    kind: 'role',
    caller: {
      arn,
      account: stack.account,
      kind: 'role',
      identity,
      boundary: boundary?.statements,
      known: new Map<string, string | undefined>([
        ...ownKeys(arn, stack.account, 'AssumedRole'),
        ...[...base.shared.tags].map(([key, value]) => [`aws:principaltag/${key.toLowerCase()}`, value] as const),
      ]),
    },
    services: servicesOf(trust),
    trust: {
      arn,
      account: stack.account,
      statements: trust,
      isRequired: true,
      actions: TRUST_ACTIONS,
      alsoCovers: [],
    },
    boundaryArn: boundary?.arn,
    managedPolicies: [...attached.map(textWords), ...managedPoliciesNaming(resolvers, base.name, stack.account)],
  };
}

/** A user, or a group: what a member can do who is in no other group. */
function personOf(
  resolver: Resolver,
  id: string,
  resolvers: readonly Resolver[],
  managed: ManagedPolicies,
  keep: Keep,
): Principal {
  const { stack } = resolver;
  const base = baseOf(resolver, id);
  const isGroup = stack.template.Resources?.[id]?.Type === 'AWS::IAM::Group';
  const arn = isGroup
    ? `arn:${stack.partition ?? 'aws'}:iam::${stack.account}:user/member-of-${base.name}`
    : textWords(resolver.arnOf(id) ?? []);
  const groups = isGroup ? [base.name] : groupsOf(resolvers, base.name, base.properties, resolver);
  const identity = keep([
    ...inlinePolicies(resolver, id),
    ...(isGroup ? [] : policiesNaming(resolvers, managed, 'Users', base.name, stack.account)),
    ...groups.flatMap((group) => policiesNaming(resolvers, managed, 'Groups', group, stack.account)),
    ...attachedArns(resolver, id).map((policy) => policyOfArn(policy, managed, base.source)),
  ]);
  const boundary = boundaryOf(resolver, base.properties, managed, base.source, keep);
  return {
    ...base.shared,
    kind: isGroup ? 'group' : 'user',
    caller: {
      arn,
      account: stack.account,
      kind: 'user',
      identity,
      boundary: boundary?.statements,
      // Which member it is, is not known of a group.
      known: new Map<string, string | undefined>([
        ...ownKeys(arn, stack.account, 'User').filter(([key]) => !isGroup || key !== 'aws:principalarn'),
        ...(isGroup ? [] : [['aws:username', base.name] as const]),
      ]),
    },
    services: [],
    trust: undefined,
    boundaryArn: boundary?.arn,
    managedPolicies: [],
  };
}

function baseOf(resolver: Resolver, id: string) {
  const { stack } = resolver;
  const resource = stack.template.Resources?.[id];
  const properties = resource?.Properties ?? {};
  const path = constructPath(resource);
  const name = textWords(resolver.nameOf(id));
  const source: Omit<StatementSource, 'statement'> = {
    stack: stack.name,
    resource: id,
    ...(path === undefined ? {} : { path }),
    pointer: ['Resources', id],
  };
  return {
    name,
    properties,
    source,
    shared: { name, stack: stack.name, id, path, tags: tagsOf(properties, resolver) },
  };
}

/** What types call the list of their tags. */
const TAG_PROPERTIES = ['Tags', 'FileSystemTags', 'AccessPointTags', 'BackupVaultTags', 'BackupPlanTags'];

/** Tags of a resource; a value that is not known is left out. */
export function tagsOf(properties: Readonly<Record<string, unknown>>, resolver: Resolver): ReadonlyMap<string, string> {
  const tags = TAG_PROPERTIES.map((name) => properties[name]).find((value) => value !== undefined);
  const pairs = isMap(tags)
    ? Object.entries(tags)
    : listOf(tags).flatMap((tag) => (isMap(tag) ? [[String(tag['Key']), tag['Value']] as const] : []));
  return new Map(
    pairs.flatMap(([key, value]) => {
      const text = resolver.literal(value);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

function attachedArns(resolver: Resolver, id: string) {
  const arns = resolver.stack.template.Resources?.[id]?.Properties?.['ManagedPolicyArns'];
  return partsOf(arns, resolver).map(({ value }) => resolver.text(value));
}

export function boundaryOf(
  resolver: Resolver,
  properties: Readonly<Record<string, unknown>>,
  managed: ManagedPolicies,
  source: Omit<StatementSource, 'statement'>,
  keep: Keep,
): { readonly arn: string; readonly statements: readonly Statement[] } | undefined {
  const value = properties['PermissionsBoundary'];
  if (value === undefined) return undefined;
  const arn = resolver.text(value);
  return { arn: textWords(arn), statements: keep([policyOfArn(arn, managed, source)]) };
}

function servicesOf(trust: readonly Statement[]): string[] {
  const values = trust
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ principals }) => principals.filter(({ kind }) => kind === 'Service').flatMap((each) => each.values));
  return [...new Set(values.flatMap((value) => literalOf(value) ?? []))];
}

function groupsOf(
  resolvers: readonly Resolver[],
  user: string,
  properties: Readonly<Record<string, unknown>>,
  own: Resolver,
): string[] {
  const added = resolvers.flatMap((resolver) =>
    resourcesOf(resolver.stack, 'AWS::IAM::UserToGroupAddition')
      .filter((each) => listOf(each.properties['Users']).some((one) => textWords(resolver.text(one)) === user))
      .map((each) => textWords(resolver.text(each.properties['GroupName']))),
  );
  return [...new Set([...listOf(properties['Groups']).map((group) => textWords(own.text(group))), ...added])];
}
