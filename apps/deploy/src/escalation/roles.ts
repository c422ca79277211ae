import type { Conditions, Statement } from '@careplane/platform/access';

/** A role of a template, with all its policies and the boundary. */
export interface RoleInTemplate {
  readonly name: string;
  readonly path: string;
  readonly boundary: string | undefined;
  readonly trust: readonly Statement[];
  readonly allows: readonly Statement[];
  readonly denies: readonly Statement[];
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface AnyTemplate {
  readonly Resources?: Readonly<Record<string, Resource>>;
}

/** All roles of a template. References are written as text, so that ARNs can be compared. */
export function rolesIn({ Resources = {} }: AnyTemplate): RoleInTemplate[] {
  const entries = Object.entries(Resources);
  const managed = entries.filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy' || Type === 'AWS::IAM::Policy');
  return entries
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .map(([id, { Properties = {} }]) => {
      const name = typeof Properties['RoleName'] === 'string' ? Properties['RoleName'] : id;
      const attached = managed
        .filter(([, policy]) => list(policy.Properties?.['Roles']).some((role) => [id, name].includes(nameOf(role))))
        .map(([, policy]) => policy.Properties?.['PolicyDocument']);
      const inline = list(Properties['Policies']).map(
        (policy) => (policy as { PolicyDocument: unknown }).PolicyDocument,
      );
      const statements = [...attached, ...inline].flatMap(statementsOf);
      const boundary = Properties['PermissionsBoundary'];
      return {
        name,
        path: typeof Properties['Path'] === 'string' ? Properties['Path'] : '/',
        boundary: boundary === undefined ? undefined : textOf(boundary),
        trust: statementsOf(Properties['AssumeRolePolicyDocument']),
        allows: statements.filter(({ Effect }) => Effect === 'Allow'),
        denies: statements.filter(({ Effect }) => Effect === 'Deny'),
      };
    });
}

function statementsOf(document: unknown): Statement[] {
  return list((document as { Statement?: unknown } | undefined)?.Statement).map((raw) => {
    const { Effect, Action, NotAction, Resource, Principal, Condition } = raw as Record<string, unknown>;
    return {
      Effect: Effect as Statement['Effect'],
      ...(Action === undefined ? {} : { Action: list(Action).map(textOf) }),
      ...(NotAction === undefined ? {} : { NotAction: list(NotAction).map(textOf) }),
      ...(Resource === undefined ? {} : { Resource: list(Resource).map(textOf) }),
      ...(Principal === undefined ? {} : { Principal: principalOf(Principal) }),
      ...(Condition === undefined ? {} : { Condition: conditionsOf(Condition) }),
    };
  });
}

function principalOf(principal: unknown): Record<string, string[]> {
  if (typeof principal !== 'object' || principal === null) return { AWS: [String(principal)] };
  return Object.fromEntries(Object.entries(principal).map(([kind, who]) => [kind, list(who).map(textOf)]));
}

function conditionsOf(conditions: unknown): Conditions {
  return Object.fromEntries(
    Object.entries(conditions as Record<string, Record<string, unknown>>).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, list(values).map(textOf)])),
    ]),
  );
}

function nameOf(role: unknown): string {
  return typeof role === 'string' ? role : textOf(role).replace(/[{}]/g, '');
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** A text of the template; a reference stands in braces. */
export function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::Sub': sub } = value as Record<string, unknown>;
  if (Array.isArray(join)) return (join[1] as unknown[]).map(textOf).join(String(join[0]));
  if (typeof sub === 'string') return sub.replace('${AWS::Partition}', 'aws');
  if (Array.isArray(attribute)) return `{${String(attribute[0])}}`;
  return Ref === 'AWS::Partition' ? 'aws' : `{${String(Ref)}}`;
}
