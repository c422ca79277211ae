import { managedPolicyOfAws } from '../policy/managed-policies';
import { readPolicy } from '../policy/read';
import type { PolicyKind, ReadPolicy } from '../policy/read';
import type { StatementSource } from '../policy/statement';
import { textWords } from '../policy/text';
import type { Text } from '../policy/text';
import { partsOf } from './parts';
import { literalOf } from './resolver';
import type { Resolver } from './resolver';
import { constructPath, listOf, resourceOf, resourcesOf } from './stack';
import { unknownPolicy } from './unknown-policy';

/** The managed policies of all templates, by ARN. */
export type ManagedPolicies = ReadonlyMap<string, ReadPolicy>;

/** A policy document inside a resource of a template. */
export function policyAt(
  resolver: Resolver,
  id: string,
  document: unknown,
  pointer: StatementSource['pointer'],
  kind: PolicyKind,
): ReadPolicy {
  const { stack } = resolver;
  const path = constructPath(resourceOf(stack, id));
  const read = readPolicy(document, {
    kind,
    source: {
      stack: stack.name,
      resource: id,
      ...(path === undefined ? {} : { path }),
      pointer: ['Resources', id, 'Properties', ...pointer],
    },
    text: (value) => resolver.text(value),
    parts: (value) => partsOf(value, resolver),
  });
  const condition = resourceOf(stack, id)?.Condition;
  const exists = condition === undefined ? true : resolver.condition(condition);
  if (exists === false) return { statements: [], problems: read.problems };
  if (exists === true) return read;
  const maybe = `the condition ${condition ?? ''} of the stack ${stack.name} is decided at deploy`;
  return { ...read, statements: read.statements.map((statement) => ({ maybe, ...statement })) };
}

export function managedPoliciesOf(resolvers: readonly Resolver[]): ManagedPolicies {
  return new Map(
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, 'AWS::IAM::ManagedPolicy').flatMap(({ id, properties }) => {
        const arn = literalOf(resolver.arnOf(id) ?? []);
        const policy = policyAt(resolver, id, properties['PolicyDocument'], ['PolicyDocument'], 'identity');
        return arn === undefined ? [] : [[arn, policy] as const];
      }),
    ),
  );
}

/** The inline policies of a role, a user or a group. */
export function inlinePolicies(resolver: Resolver, id: string): ReadPolicy[] {
  const policies = resourceOf(resolver.stack, id)?.Properties?.['Policies'];
  return partsOf(policies, resolver).map(({ value, pointer, maybe }) => {
    const document = (value as { PolicyDocument?: unknown } | null)?.PolicyDocument;
    const read = policyAt(resolver, id, document, ['Policies', ...pointer, 'PolicyDocument'], 'identity');
    return maybe === undefined
      ? read
      : { ...read, statements: read.statements.map((statement) => ({ maybe, ...statement })) };
  });
}

/**
 * Policies that name an identity by themselves: AWS::IAM::Policy and the lists of AWS::IAM::ManagedPolicy, in all stacks.
 *
 * @param list property with the identities: Roles, Users or Groups
 */
export function policiesNaming(
  resolvers: readonly Resolver[],
  managed: ManagedPolicies,
  list: NameList,
  name: string,
  account: string,
): ReadPolicy[] {
  return namingIn(resolvers, list, name, account).map(({ resolver, id, type, properties }): ReadPolicy => {
    if (type !== 'AWS::IAM::ManagedPolicy') {
      return policyAt(resolver, id, properties['PolicyDocument'], ['PolicyDocument'], 'identity');
    }
    return managed.get(literalOf(resolver.arnOf(id) ?? []) ?? '') ?? { statements: [], problems: [] };
  });
}

/** ARNs of the managed policies of templates that name a role by themselves. */
export function managedPoliciesNaming(resolvers: readonly Resolver[], role: string, account: string): string[] {
  return namingIn(resolvers, 'Roles', role, account)
    .filter(({ type }) => type === 'AWS::IAM::ManagedPolicy')
    .map(({ resolver, id }) => textWords(resolver.arnOf(id) ?? []));
}

const NAMING = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy'];
export type NameList = 'Roles' | 'Users' | 'Groups';

interface NamingResource {
  readonly resolver: Resolver;
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** By list, then by account and name. A platform of a hundred services has thousands of roles and of policies: read once. */
const NAMING_RESOURCES = new WeakMap<
  readonly Resolver[],
  Map<NameList, ReadonlyMap<string, readonly NamingResource[]>>
>();

/** The policies of all stacks of an account that have a name in a list. */
function namingIn(
  resolvers: readonly Resolver[],
  list: NameList,
  name: string,
  account: string,
): readonly NamingResource[] {
  return namesIn(resolvers, list).get(`${account} ${name}`) ?? [];
}

/** The names that policies have in a list, each with its account and the first policy that has it. */
export function identitiesNamed(resolvers: readonly Resolver[], list: NameList) {
  return [...namesIn(resolvers, list)].flatMap(([key, [by]]) => {
    const [account = ''] = key.split(' ', 1);
    return by === undefined ? [] : [{ account, name: key.slice(account.length + 1), by }];
  });
}

function namesIn(resolvers: readonly Resolver[], list: NameList): ReadonlyMap<string, readonly NamingResource[]> {
  const byList = NAMING_RESOURCES.get(resolvers) ?? new Map<NameList, ReadonlyMap<string, readonly NamingResource[]>>();
  NAMING_RESOURCES.set(resolvers, byList);
  const byName = byList.get(list) ?? namingResources(resolvers, list);
  byList.set(list, byName);
  return byName;
}

function namingResources(
  resolvers: readonly Resolver[],
  list: NameList,
): ReadonlyMap<string, readonly NamingResource[]> {
  const byName = new Map<string, NamingResource[]>();
  for (const resolver of resolvers) {
    for (const { id, type, properties } of resourcesOf(resolver.stack, ...NAMING, 'AWS::IAM::ManagedPolicy')) {
      const identities = [...listOf(properties[list]), ...listOf(properties[list.replace(/s$/, 'Name')])];
      for (const name of new Set(identities.map((each) => textWords(resolver.text(each))))) {
        const key = `${resolver.stack.account} ${name}`;
        const known = byName.get(key);
        if (known === undefined) byName.set(key, [{ resolver, id, type, properties }]);
        else known.push({ resolver, id, type, properties });
      }
    }
  }
  return byName;
}

/** The policy of an ARN: of a template, of AWS, or one that is not known. */
export function policyOfArn(
  arn: Text,
  managed: ManagedPolicies,
  owner: Omit<StatementSource, 'statement'>,
): ReadPolicy {
  const known = literalOf(arn);
  if (known === undefined) return unknownPolicy(textWords(arn), owner, 'its ARN');
  const own = managed.get(known);
  if (own !== undefined) return own;
  const ofAws = managedPolicyOfAws(known);
  if (ofAws === undefined) return unknownPolicy(known, owner, 'its content');
  return readPolicy(ofAws.document, {
    kind: 'identity',
    source: { stack: owner.stack, resource: known, pointer: [], attachedTo: owner },
    text: (value) => [String(value)],
  });
}
