import type { Conditions, Statement } from '@careplane/platform/access';
import { matches } from './find';
import type { RoleInTemplate } from './roles';

/** What a request says of itself, by condition key; `undefined` is a key that the request does not have. Others are unknown. */
export type RequestContext = Readonly<Record<string, string | undefined>>;

/** Documents of the boundaries, by ARN. */
export type Boundaries = ReadonlyMap<string, readonly Statement[]>;

/** What is asked of a role. */
export interface RequestOf {
  readonly action: string;
  /** ARNs of the same thing, as policies may write it; none for anything at all. */
  readonly on?: readonly string[];
  readonly context?: RequestContext;
}

/**
 * Whether a role may do something, within its boundary. What is unknown counts as allowed: a condition on a key that the context
 * does not have is met in an Allow and not met in a Deny, so the answer is never too small.
 */
export function may(role: RoleInTemplate, boundaries: Boundaries, request: RequestOf): boolean {
  if (!isAllowed(role.allows, role.denies, request)) return false;
  if (role.boundary === undefined) return true;
  const limits = boundaries.get(role.boundary);
  // A boundary that is not known limits nothing.
  if (limits === undefined) return true;
  const of = (effect: Statement['Effect']) => limits.filter(({ Effect }) => Effect === effect);
  return isAllowed(of('Allow'), of('Deny'), request);
}

function isAllowed(allows: readonly Statement[], denies: readonly Statement[], request: RequestOf): boolean {
  return (
    allows.some((statement) => fits(statement, request, true)) &&
    !denies.some((statement) => fits(statement, request, false))
  );
}

function fits(statement: Statement, { action, on, context = {} }: RequestOf, unknown: boolean): boolean {
  const { Action, NotAction, Condition = {} } = statement;
  const named = NotAction === undefined ? (Action ?? []) : NotAction;
  const covered = named.some((pattern) => matches(pattern, action)) === (NotAction === undefined);
  return covered && isHere(statement, on, unknown) && isMet(Condition, context, unknown);
}

/** Where the thing is not known, an Allow on anything is on it, and a Deny only on everything. */
function isHere(
  { Resource = [], NotResource }: Statement,
  on: readonly string[] | undefined,
  unknown: boolean,
): boolean {
  if (on === undefined) return unknown || Resource.includes('*');
  return NotResource === undefined ? isOn(Resource, on) : !isOn(NotResource, on);
}

function isOn(patterns: readonly string[], arns: readonly string[]): boolean {
  return patterns.some((pattern) => arns.some((arn) => pattern === arn || matches(pattern, arn)));
}

/** All operators and all keys must hold. */
function isMet(conditions: Conditions, context: RequestContext, unknown: boolean): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      if (!(key in context)) return unknown;
      return holds(operator, context[key], [values].flat());
    }),
  );
}

function holds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  if (operator === 'Null') return wanted.includes(String(value === undefined));
  const isNegative = operator.includes('Not');
  if (value === undefined) return isNegative;
  return wanted.some((pattern) => matches(pattern, value)) !== isNegative;
}
