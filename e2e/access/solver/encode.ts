// "Is one of these requests allowed?" as problems for a solver of string constraints. They are written from AWS's documentation (IAM User
// Guide, "Policy evaluation logic" and "IAM JSON policy elements reference"), and share no code with libs/access-analysis.
import { Keys, NotEncoded } from './keys';
import { covers, listOf, matchesAction } from './statement';
import type { Request, WrittenStatement } from './statement';
import { resourceMatches, resourceOf } from './resource';
import { all, any, not, string, TRUE } from './terms';
import type { Term } from './terms';

/** A resource that has a policy, or of which something is known. */
export interface WrittenResource {
  /** What the policy is about, with wildcards. */
  readonly arns: readonly string[];
  readonly policy: readonly WrittenStatement[];
  /** Whether the identity's policies are not enough: keys, and taking a role. */
  readonly isRequired: boolean;
  /** Actions that the policy is about. @default all */
  readonly actions?: readonly string[];
  readonly known: readonly Known[];
}

export type Known = readonly [key: string, value: string | undefined];

/** A question, with the policies that decide it. All is in one account. */
export interface WrittenQuestion {
  readonly caller: { readonly arn: string; readonly account: string; readonly isUser: boolean };
  readonly identity: readonly WrittenStatement[];
  readonly boundary: readonly WrittenStatement[] | undefined;
  readonly resourcesWithPolicies: readonly WrittenResource[];
  readonly known: readonly Known[];
  /** Names of actions. */
  readonly actions: readonly string[];
  /** ARNs with wildcards. */
  readonly resources: readonly string[];
}

/**
 * The question, as one problem of SMT-LIB for each action and each resource that it names: one of them is satisfiable if and only if
 * one of the requests is allowed. With names in the place of constants, Z3 decides many more.
 *
 * @throws NotEncoded for what has no encoding here
 */
export function encode(question: WrittenQuestion): string[] {
  return question.resources.flatMap((arn) => question.actions.map((action) => problemOf(question, action, arn)));
}

function problemOf(question: WrittenQuestion, action: string, arn: string): string {
  const keys = new Keys();
  const request: Request = {
    action: string(action.toLowerCase()),
    resource: resourceOf(arn),
    keys,
    known: new Map(question.known),
  };
  const { resourcesWithPolicies } = question;
  const isOn = ({ arns }: WrittenResource): Term =>
    any(arns.map((each) => resourceMatches(request.resource, each, false)));
  const fixed = (known: readonly Known[]) => known.map(([key, value]) => keys.fix(key, value));
  // Of which kind the values of a key are, is known when all policies are read.
  const read = resourcesWithPolicies.map((resource) => ({ resource, allowed: allowedOn(resource, question, request) }));
  const elsewhere = permitted([], false, question, request);
  const isAllowed = any([
    ...read.map(({ resource, allowed }) => all([isOn(resource), ...fixed(resource.known), allowed])),
    all([...resourcesWithPolicies.map((resource) => not(isOn(resource))), elsewhere]),
  ]);
  return [
    '(declare-const rest String)',
    ...keys.declarations(),
    `(define-fun action () String ${request.action})`,
    `(define-fun resource () String ${request.resource.term})`,
    ...[resourceMatches(request.resource, arn, false), ...fixed(question.known), isAllowed].map(
      (term) => `(assert ${term})`,
    ),
  ].join('\n');
}

function allowedOn(
  { policy, isRequired, actions }: WrittenResource,
  question: WrittenQuestion,
  request: Request,
): Term {
  const spoken = permitted(policy, isRequired, question, request);
  if (actions === undefined) return spoken;
  const isSpoken = any(actions.map((pattern) => matchesAction(request, pattern)));
  return any([all([isSpoken, spoken]), all([not(isSpoken), permitted([], false, question, request)])]);
}

/** Denied by none, and allowed: by the identity within its boundary, or by the policy of the resource. */
function permitted(
  policy: readonly WrittenStatement[],
  isRequired: boolean,
  { caller, identity, boundary }: WrittenQuestion,
  request: Request,
): Term {
  const covered = (statements: readonly WrittenStatement[], effect: 'Allow' | 'Deny'): Term =>
    any(statements.filter(({ Effect }) => Effect === effect).map((each) => covers(each, request)));
  const named = (...ways: readonly Naming[]) => policy.filter((each) => ways.includes(namingOf(each, caller)));
  const limit = boundary === undefined ? TRUE : covered(boundary, 'Allow');
  return all([
    not(covered(identity, 'Deny')),
    not(covered(boundary ?? [], 'Deny')),
    not(covered(named('everyone', 'itself', 'account'), 'Deny')),
    any([
      all([
        covered(identity, 'Allow'),
        limit,
        isRequired ? covered(named('everyone', 'itself', 'account'), 'Allow') : TRUE,
      ]),
      all([covered(named('everyone', 'itself'), 'Allow'), caller.isUser ? TRUE : limit]),
      covered(named('everyone'), 'Allow'),
    ]),
  ]);
}

/** How a policy of a resource names a caller: the boundary of a role limits what the role's own ARN is allowed. */
type Naming = 'everyone' | 'itself' | 'account' | 'not';

function namingOf({ Principal, NotPrincipal }: WrittenStatement, caller: WrittenQuestion['caller']): Naming {
  if (NotPrincipal !== undefined) return naming(NotPrincipal, caller) === 'not' ? 'everyone' : 'not';
  return Principal === undefined ? 'not' : naming(Principal, caller);
}

function naming(
  principal: '*' | NonNullable<Exclude<WrittenStatement['Principal'], '*'>>,
  { arn, account }: WrittenQuestion['caller'],
): Naming {
  const names = principal === '*' ? ['*'] : listOf(principal['AWS']);
  if (names.some((name) => name.includes(':assumed-role/'))) throw new NotEncoded('a session as a principal');
  if (names.includes('*')) return 'everyone';
  if (names.includes(arn)) return 'itself';
  return names.includes(account) || names.includes(`arn:aws:iam::${account}:root`) ? 'account' : 'not';
}
