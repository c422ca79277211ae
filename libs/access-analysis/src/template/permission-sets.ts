import type { StatementSource } from '../policy/statement';
import { textWords } from '../policy/text';
import { policyAt, policyOfArn } from './attached-policies';
import type { ManagedPolicies } from './attached-policies';
import { CHOSEN_LATER } from './names';
import { partsOf } from './parts';
import { ownKeys } from './principal';
import type { Keep, Principal } from './principal';
import type { Resolver } from './resolver';
import { constructPath, isMap, resourcesOf } from './stack';

/**
 * The roles that IAM Identity Center makes of permission sets, one in each account to which a set is assigned. AWS names them
 * `AWSReservedSSO_<name>_<16 characters>` (IAM Identity Center User Guide, "Referencing permission sets in resource policies").
 */
export function permissionSets(resolver: Resolver, managed: ManagedPolicies, keep: Keep): Principal[] {
  return resourcesOf(resolver.stack, 'AWS::SSO::PermissionSet').flatMap(({ id, properties, resource }) => {
    const { stack } = resolver;
    const partition = stack.partition ?? 'aws';
    const name = textWords(resolver.text(properties['Name'] ?? id));
    const path = constructPath(resource);
    const source = {
      stack: stack.name,
      resource: id,
      pointer: ['Resources', id],
      ...(path === undefined ? {} : { path }),
    };
    return accountsOf(resolver, id).map((account): Principal => {
      const ofCustomer = partsOf(properties['CustomerManagedPolicyReferences'], resolver).map(({ value }) => {
        const reference = isMap(value) ? value : {};
        const policyPath = textWords(resolver.text(reference['Path'] ?? '/'));
        return [`arn:${partition}:iam::${account}:policy${policyPath}`, ...resolver.text(reference['Name'] ?? '')];
      });
      const arns = partsOf(properties['ManagedPolicies'], resolver).map(({ value }) => resolver.text(value));
      const inline = properties['InlinePolicy'];
      const identity = keep([
        ...(inline === undefined ? [] : [policyAt(resolver, id, parsed(inline), ['InlinePolicy'], 'identity')]),
        ...ofCustomer.map((arn) => policyOfArn([joined(arn)], managed, source)),
        ...arns.map((arn) => policyOfArn(arn, managed, source)),
      ]);
      const arn = `arn:${partition}:iam::${account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${name}_${CHOSEN_LATER}`;
      return {
        name,
        kind: 'permission-set',
        caller: {
          arn,
          account,
          kind: 'role',
          identity,
          boundary: boundaryOfSet(resolver, properties['PermissionsBoundary'], account, { managed, keep, source }),
          known: new Map(ownKeys(arn, account, 'AssumedRole')),
        },
        stack: stack.name,
        id,
        path,
        tags: new Map(),
        services: [],
        trust: undefined,
        boundaryArn: undefined,
        managedPolicies: ofCustomer.map(joined),
      };
    });
  });
}

interface OfSet {
  readonly managed: ManagedPolicies;
  readonly keep: Keep;
  readonly source: Omit<StatementSource, 'statement'>;
}

function boundaryOfSet(resolver: Resolver, boundary: unknown, account: string, { managed, keep, source }: OfSet) {
  if (!isMap(boundary)) return undefined;
  const reference = boundary['CustomerManagedPolicyReference'];
  const arn = isMap(reference)
    ? [
        `arn:${resolver.stack.partition ?? 'aws'}:iam::${account}:policy${textWords(resolver.text(reference['Path'] ?? '/'))}${textWords(resolver.text(reference['Name']))}`,
      ]
    : resolver.text(boundary['ManagedPolicyArn']);
  return keep([policyOfArn(arn, managed, source)]);
}

/** Accounts to which a set is assigned; without an assignment in the template, the stack's own. */
function accountsOf(resolver: Resolver, id: string): string[] {
  const assigned = resourcesOf(resolver.stack, 'AWS::SSO::Assignment')
    .filter(({ properties }) => JSON.stringify(properties['PermissionSetArn'] ?? '').includes(`"${id}"`))
    .flatMap(({ properties }) => resolver.literal(properties['TargetId']) ?? []);
  return assigned.length === 0 ? [resolver.stack.account] : [...new Set(assigned)];
}

function joined(parts: readonly unknown[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : '*')).join('');
}

/** A document may be written as JSON text. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
