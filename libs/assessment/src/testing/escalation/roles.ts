import type { Conditions, Statement } from '@careplane/platform/access';

/** A role of a template, with all its policies and the boundary. */
export interface RoleInTemplate {
  /** Stack and logical id, with which other resources of the template refer to it. */
  readonly stack?: string;
  readonly id?: string;
  /** Its own name; where CloudFormation chooses one, how that begins: stack and logical id. */
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

/** All roles of a stack's template. References are written as text, so that ARNs can be compared. */
export function rolesIn({ Resources = {} }: AnyTemplate, stack = ''): RoleInTemplate[] {
  const entries = Object.entries(Resources);
  const ids = new Set(entries.filter(([, { Type }]) => Type === 'AWS::IAM::Role').map(([id]) => `{${id}}`));
  // Logical ids of two stacks can be the same.
  const here = (statement: Statement): Statement => ({
    ...statement,
    ...(statement.Resource === undefined
      ? {}
      : { Resource: statement.Resource.map((arn) => (ids.has(arn) ? reference(stack, arn.slice(1, -1)) : arn)) }),
  });
  const managed = entries.filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy' || Type === 'AWS::IAM::Policy');
  return entries
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .map(([id, { Properties = {} }]) => {
      const name = typeof Properties['RoleName'] === 'string' ? Properties['RoleName'] : nameless(stack, id);
      const attached = managed
        .filter(([, policy]) => isAttached(policy.Properties, id, name))
        .map(([, policy]) => policy.Properties?.['PolicyDocument']);
      const inline = list(Properties['Policies']).map(
        (policy) => (policy as { PolicyDocument: unknown }).PolicyDocument,
      );
      const statements = [...attached, ...inline].flatMap(statementsOf).map(here);
      const boundary = Properties['PermissionsBoundary'];
      return {
        stack,
        id,
        name,
        path: typeof Properties['Path'] === 'string' ? Properties['Path'] : '/',
        boundary: boundary === undefined ? undefined : textOf(boundary),
        trust: statementsOf(Properties['AssumeRolePolicyDocument']),
        allows: statements.filter(({ Effect }) => Effect === 'Allow'),
        denies: statements.filter(({ Effect }) => Effect === 'Deny'),
      };
    });
}

/** The managed policies of a stack's template, by their ARNs' ends, and the logical ids or names of the roles that have them. */
export function policiesIn({ Resources = {} }: AnyTemplate, stack: string): PolicyInTemplate[] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy')
    .map(([id, { Properties = {} }]) => {
      const own = Properties['ManagedPolicyName'];
      const path = typeof Properties['Path'] === 'string' ? Properties['Path'] : '/';
      return {
        stack,
        name: `${path}${typeof own === 'string' ? own : nameless(stack, id)}`,
        roles: list(Properties['Roles']).map(nameOf),
      };
    });
}

/** A managed policy of a template. */
export interface PolicyInTemplate {
  readonly stack: string;
  /** With its path, as in its ARN. */
  readonly name: string;
  /** Roles that have it, by logical id or name. */
  readonly roles: readonly string[];
}

/** The builds of a stack's template, and the logical ids of their roles. */
export function projectsIn({ Resources = {} }: AnyTemplate, stack: string): ProjectInTemplate[] {
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::CodeBuild::Project')
    .map(({ Properties = {} }) => ({
      stack,
      name: textOf(Properties['Name']),
      role: nameOf(Properties['ServiceRole']),
    }));
}

/** A build of a template. */
export interface ProjectInTemplate {
  readonly stack: string;
  readonly name: string;
  /** Its role, by logical id. */
  readonly role: string;
}

/** How a policy of a stack's template writes a role of that template. */
export function reference(stack: string, id: string): string {
  return `{${stack}.${id}}`;
}

function nameless(stack: string, id: string): string {
  return stack === '' ? id : `${stack}-${id}`;
}

function isAttached(policy: Resource['Properties'], id: string, name: string): boolean {
  return list(policy?.['Roles']).some((role) => [id, name].includes(nameOf(role)));
}

/** The statements of a policy, with lists also where the policy has one text. */
export function statementsOf(document: unknown): Statement[] {
  return list((document as { Statement?: unknown } | undefined)?.Statement).map((raw) => {
    const { Effect, Action, NotAction, Resource, NotResource, Principal, Condition } = raw as Record<string, unknown>;
    return {
      Effect: Effect as Statement['Effect'],
      ...(Action === undefined ? {} : { Action: list(Action).map(textOf) }),
      ...(NotAction === undefined ? {} : { NotAction: list(NotAction).map(textOf) }),
      ...(Resource === undefined ? {} : { Resource: list(Resource).map(textOf) }),
      ...(NotResource === undefined ? {} : { NotResource: list(NotResource).map(textOf) }),
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
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A text of the template, with references in braces. */
export function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::Sub': sub } = value as Record<string, unknown>;
  if (Array.isArray(join)) return (join[1] as unknown[]).map(textOf).join(String(join[0]));
  if (typeof sub === 'string') return sub.replace('${AWS::Partition}', 'aws');
  if (Array.isArray(attribute)) return `{${String(attribute[0])}}`;
  return Ref === 'AWS::Partition' ? 'aws' : `{${String(Ref)}}`;
}
