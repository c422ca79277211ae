import { canonical } from '../assembly/template';
import { short } from '../assembly/values';

/** A statement of a policy, as a template has it. */
export interface Statement {
  readonly Effect?: string;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** What a statement says of one action on one resource: a statement with three actions has three. */
export interface Grant {
  /** Such as `s3:GetObject on arn:aws:s3:::letters/*`. */
  readonly words: string;
  /** Texts with wildcards; undefined where the statement names what it is not about, or the resource that has the policy. */
  readonly action: string | undefined;
  readonly resource: string | undefined;
  /** The same for the same principals. */
  readonly principal: string;
  readonly condition: string;
  /** The same for the same grant. */
  readonly key: string;
}

/** The grants of a statement, or what it denies: adding a fourth action to a statement is then one grant more. */
export function grantsIn(statement: Statement): Grant[] {
  const { Action, NotAction, Resource, NotResource, Principal, Condition, Effect } = statement;
  const actions = Action === undefined ? [{ not: NotAction }] : listOf(Action);
  const resources = Resource === undefined ? [NotResource ?? 'itself'] : listOf(Resource);
  const who = Principal === undefined ? '' : ` to ${short(Principal)}`;
  const when = Condition === undefined ? '' : ' under a condition';
  const rest = { principal: Principal, condition: Condition, effect: Effect };
  return actions.flatMap((action) =>
    resources.map((resource) => ({
      words: `${Action === undefined ? `all but ${short(NotAction)}` : short(action)} on ${short(resource)}${who}${when}`,
      action: typeof action === 'string' ? action.toLowerCase() : undefined,
      resource: Resource === undefined ? undefined : patternOf(resource),
      principal: canonical(Principal ?? ''),
      condition: canonical(Condition ?? ''),
      key: canonical({ action, resource, ...rest }),
    })),
  );
}

/**
 * Whether one grant has all that another one has: wider or equal patterns, for the same principals, under the same condition or none.
 * Where that cannot be seen from the texts, it has not.
 */
export function covers(wide: Grant, narrow: Grant): boolean {
  if (wide.key === narrow.key) return true;
  const { action, resource, principal, condition } = wide;
  return (
    principal === narrow.principal &&
    (condition === canonical('') || condition === narrow.condition) &&
    matches(action, narrow.action) &&
    matches(resource, narrow.resource)
  );
}

/** Whether every text of a pattern is one of a wider pattern. Its own wildcards are characters here, and only a `*` stands for one. */
function matches(wide: string | undefined, narrow: string | undefined): boolean {
  if (wide === undefined || narrow === undefined) return false;
  const literal = (text: string) => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const expression = literal(wide).replaceAll('*', '[^]*').replaceAll('?', '[^*]');
  return new RegExp(`^${expression}$`).test(narrow);
}

/** The text of a resource, with references by their names; undefined where only CloudFormation knows it. */
function patternOf(resource: unknown): string | undefined {
  if (typeof resource === 'string') return resource;
  const [[key, inner] = ['', undefined], ...more] = Object.entries((resource ?? {}) as Record<string, unknown>);
  if (more.length > 0) return undefined;
  if (key === 'Ref') return `\0Ref ${String(inner)}\0`;
  if (key === 'Fn::GetAtt') return `\0GetAtt ${listOf(inner).join('.')}\0`;
  if (key !== 'Fn::Join' || !Array.isArray(inner) || !Array.isArray(inner[1])) return undefined;
  const parts = inner[1].map(patternOf);
  return parts.some((part) => part === undefined) ? undefined : parts.join(String(inner[0]));
}

export function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
