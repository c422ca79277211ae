import type { Statement } from '@careplane/platform/access';
import { ESCALATION_PATHS as PATHS } from '@careplane/compliance';
import type { RoleInTemplate } from './roles';

/** A way for a role to gain what it was not given. */
export interface Escalation {
  readonly role: string;
  readonly path: string;
  /** Resources on which the first permission holds. */
  readonly on: readonly string[];
}

/**
 * Conditions that take the sting out of a permission: what it can reach is then no more than the role that the condition names,
 * or a role that has the boundary. Whatever else a condition says counts as nothing.
 */
const HARMLESS: readonly { readonly action: RegExp; readonly when: (statement: Statement) => boolean }[] = [
  {
    action: /^iam:(?:CreateRole|(?:Put|Attach|Detach|Delete)RolePolicy|PutRolePermissionsBoundary)$/,
    when: ({ Condition, Resource = [] }) =>
      has(Condition, 'StringEquals', 'iam:PermissionsBoundary') &&
      Resource.every((arn) => arn.includes(':role/careplane/')),
  },
  {
    action: /^cloudformation:(?:CreateChangeSet|UpdateStack|CreateStack)$/,
    when: ({ Condition }) =>
      has(Condition, 'StringEquals', 'cloudformation:RoleArn') || has(Condition, 'ArnLike', 'cloudformation:RoleArn'),
  },
  { action: /^iam:PassRole$/, when: (statement) => passesOnlyNamedKinds(statement) },
];

/**
 * All ways that the roles of some templates have, by the known paths.
 *
 * @param boundaries documents of the boundaries, by ARN
 */
export function escalationsIn(
  roles: readonly RoleInTemplate[],
  boundaries: ReadonlyMap<string, readonly Statement[]>,
): Escalation[] {
  return roles.flatMap((role) =>
    PATHS.flatMap(({ id, requires }) => {
      const found = requires.map((action) => granting(role, boundaries, action));
      return found.every((statements) => statements.length > 0)
        ? [{ role: role.name, path: id, on: [...new Set((found[0] ?? []).flatMap(({ Resource = [] }) => Resource))] }]
        : [];
    }),
  );
}

/** Statements that give a role an action, in the boundary's limits, without a condition that makes it harmless. */
export function granting(
  role: RoleInTemplate,
  boundaries: ReadonlyMap<string, readonly Statement[]>,
  action: string,
): Statement[] {
  if (role.denies.some((statement) => deniesAlways(statement, action))) return [];
  const limits = role.boundary === undefined ? undefined : boundaries.get(role.boundary);
  if (limits !== undefined) {
    const allowed = limits.filter(({ Effect }) => Effect === 'Allow').filter((statement) => covers(statement, action));
    if (allowed.length === 0 || allowed.every((statement) => isHarmless(statement, action))) return [];
    if (limits.some((statement) => statement.Effect === 'Deny' && deniesAlways(statement, action))) return [];
    if (guardsOverrides(limits, action)) return [];
  }
  return role.allows.filter((statement) => covers(statement, action) && !isHarmless(statement, action));
}

const OVERRIDES = ['codebuild:source.buildspec', 'codebuild:serviceRole', 'codebuild:environment.image'];

/** A build is allowed only if none of the fields is given with which it would become another one. */
function guardsOverrides(limits: readonly Statement[], action: string): boolean {
  if (action !== 'codebuild:StartBuild') return false;
  return limits
    .filter((statement) => statement.Effect === 'Allow' && covers(statement, action))
    .every(({ Condition }) => OVERRIDES.every((key) => [Condition?.['Null']?.[key]].flat().includes('true')));
}

function deniesAlways(statement: Statement, action: string): boolean {
  return statement.Condition === undefined && (statement.Resource ?? []).includes('*') && covers(statement, action);
}

function covers({ Action, NotAction }: Statement, action: string): boolean {
  if (NotAction !== undefined) return !NotAction.some((pattern) => matches(pattern, action));
  return (Action ?? []).some((pattern) => matches(pattern, action));
}

function isHarmless(statement: Statement, action: string): boolean {
  return HARMLESS.some((known) => known.action.test(action) && known.when(statement));
}

function passesOnlyNamedKinds({ Resource = [], Condition }: Statement): boolean {
  return (
    (has(Condition, 'StringEquals', 'iam:PassedToService') || has(Condition, 'StringLike', 'iam:PassedToService')) &&
    Resource.every((arn) => /:role\/(?:careplane[-/]|aws-service-role\/)/.test(arn))
  );
}

function has(conditions: Statement['Condition'], operator: string, key: string): boolean {
  return conditions?.[operator]?.[key] !== undefined;
}

/** Compiled patterns: a chain asks for the same few thousands of times. */
const compiled = new Map<string, RegExp>();

/** Whether a pattern of IAM, with * and ?, fits; case does not count. */
export function matches(pattern: string, text: string): boolean {
  const known = compiled.get(pattern);
  if (known !== undefined) return known.test(text);
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  const made = new RegExp(`^${escaped}$`, 'i');
  compiled.set(pattern, made);
  return made.test(text);
}
