import { DUTIES } from './duties';
import type { DutyName } from './duties';
import { DUTY_WILDCARDS } from './duty';
import type { DutyConditions, DutyStatement, Guardrail } from './duty';
import { GUARDRAILS } from './guardrails';
import type { GuardrailName } from './guardrails';
import { filled } from './place';
import type { IdentityPlace } from './place';

/**
 * Longest managed policy in characters, without white space, and how many a group or a role has by default.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const LONGEST_MANAGED_POLICY = 6144;
export const MOST_MANAGED_POLICIES = 10;

/** A statement of a policy, as IAM takes it. */
export interface CompiledStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: DutyConditions;
}

/** A managed policy: its document, and the reasons for the asterisks in its resources. */
export interface CompiledPolicy {
  /** Such as `duties-1`. */
  readonly name: string;
  readonly document: { readonly Version: '2012-10-17'; readonly Statement: readonly CompiledStatement[] };
  /** Resource with an asterisk, or `*`, → the reason. */
  readonly wildcards: Readonly<Record<string, string>>;
}

/** What a person may do, and what stays forbidden. */
export interface Rights {
  readonly duties: readonly DutyName[];
  readonly guardrails: readonly GuardrailName[];
  /**
   * Whether people sign in as IAM users.
   *
   * @default true
   */
  readonly users?: boolean;
}

interface Reasoned {
  readonly statement: CompiledStatement;
  readonly reason?: string;
}

/**
 * The managed policies of some duties and guardrails, each within IAM's limits.
 *
 * @throws Error when a group would need more policies than IAM lets it have
 */
export function compiledPolicies({ duties, guardrails, users = true }: Rights, place: IdentityPlace): CompiledPolicy[] {
  const allowed = duties
    .filter((name) => users || DUTIES[name].usersOnly !== true)
    .flatMap((name) =>
      DUTIES[name].allow.flatMap((each, index) => allowOf(sidOf(name, DUTIES[name].allow.length, index), each, place)),
    );
  const denied = guardrails
    .filter((name) => users || GUARDRAILS[name].usersOnly !== true)
    .flatMap((name) => denyOf(sidOf(name, 1, 0), GUARDRAILS[name], place));
  const policies = [...packed('duties', allowed), ...packed('guardrails', denied)];
  if (policies.length > MOST_MANAGED_POLICIES) {
    throw new Error(
      `the duties ${duties.join(', ')} need ${policies.length} managed policies for ${place.platform}, and IAM allows ${MOST_MANAGED_POLICIES}`,
    );
  }
  return policies;
}

/** The statement of the emergency role: everything. Its guardrails are added to it. */
export function emergencyPolicies(guardrails: readonly GuardrailName[], place: IdentityPlace): CompiledPolicy[] {
  const everything: Reasoned = {
    statement: { Sid: 'Emergency', Effect: 'Allow', Action: ['*'], Resource: ['*'] },
    reason: DUTY_WILDCARDS.emergency,
  };
  const denied = guardrails.flatMap((name) => denyOf(sidOf(name, 1, 0), GUARDRAILS[name], place));
  return [...packed('everything', [everything]), ...packed('role-guardrails', denied)];
}

/**
 * The boundary of the emergency role: everything but some guardrails, in one document. Whoever may change the policies of the role
 * cannot change this.
 *
 * @throws Error when the document is longer than IAM lets a policy be
 */
export function emergencyBoundary(
  guardrails: readonly GuardrailName[],
  place: IdentityPlace,
): CompiledPolicy['document'] {
  const statements = emergencyPolicies(guardrails, place).flatMap(({ document }) => document.Statement);
  const document = { Version: '2012-10-17', Statement: statements } as const;
  const length = JSON.stringify(document).length;
  if (length > LONGEST_MANAGED_POLICY) {
    throw new Error(
      `the boundary of ${place.emergencyRole} has ${length} characters, and IAM allows ${LONGEST_MANAGED_POLICY}`,
    );
  }
  return document;
}

function allowOf(sid: string, { actions, on, conditions, wildcard }: DutyStatement, place: IdentityPlace): Reasoned[] {
  const resources = filled(on, place);
  const condition = conditions === undefined ? undefined : conditionOf(conditions, place);
  // There is no repository, for example: a statement without resources is not valid.
  if (resources.length === 0 || isEmpty(condition)) return [];
  return split(sid, resources).map(({ name, part }) => ({
    statement: {
      Sid: name,
      Effect: 'Allow',
      Action: actions,
      Resource: part,
      ...(condition === undefined ? {} : { Condition: condition }),
    },
    ...(wildcard === undefined ? {} : { reason: DUTY_WILDCARDS[wildcard] }),
  }));
}

function denyOf(sid: string, { deny, on, conditions }: Guardrail, place: IdentityPlace): Reasoned[] {
  const named = 'allBut' in on ? { NotResource: filled(on.allBut, place) } : { Resource: filled(on, place) };
  return [
    {
      statement: {
        Sid: sid,
        Effect: 'Deny',
        ...('allBut' in deny ? { NotAction: deny.allBut } : { Action: deny }),
        ...named,
        ...(conditions === undefined ? {} : { Condition: conditionOf(conditions, place) }),
      },
    },
  ];
}

function conditionOf(conditions: DutyConditions, place: IdentityPlace): DutyConditions {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, values]) => {
          const all = filled([values].flat(), place);
          return [key, typeof values === 'string' && all.length === 1 ? (all[0] ?? values) : all];
        }),
      ),
    ]),
  );
}

/** A condition without a value, because nothing exists that it is about. */
function isEmpty(conditions: DutyConditions | undefined): boolean {
  return Object.values(conditions ?? {}).some((keys) => Object.values(keys).some((values) => values.length === 0));
}

/** `push-branches` is `PushBranches`, and its second statement `PushBranches2`. */
function sidOf(name: string, statements: number, index: number): string {
  const words = name.split('-').map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return `${words.join('')}${statements > 1 && index > 0 ? index + 1 : ''}`;
}

/** Characters of resources in one statement, so that the statement with its actions fits into a policy. */
const LONGEST_RESOURCES = 4000;

/** Resources in parts that fit into a policy each: a platform may have many pipelines. */
function split(sid: string, resources: readonly string[]): { name: string; part: readonly string[] }[] {
  const parts: string[][] = [[]];
  for (const resource of resources) {
    const last = parts.at(-1) ?? [];
    if (last.length > 0 && JSON.stringify([...last, resource]).length > LONGEST_RESOURCES) parts.push([resource]);
    else last.push(resource);
  }
  return parts.map((part, index) => ({ name: index === 0 ? sid : `${sid}Part${index + 1}`, part }));
}

/** Statements in as few policies as fit, in their order. */
function packed(kind: string, statements: readonly Reasoned[]): CompiledPolicy[] {
  const policies: Reasoned[][] = [];
  for (const statement of statements) {
    const fits = policies.find((policy) => lengthOf([...policy, statement]) <= LONGEST_MANAGED_POLICY);
    if (fits === undefined) policies.push([statement]);
    else fits.push(statement);
  }
  return policies.map((reasoned, index) => ({
    name: policies.length === 1 ? kind : `${kind}-${index + 1}`,
    document: documentOf(reasoned),
    wildcards: Object.fromEntries(
      reasoned.flatMap(({ statement, reason }) =>
        reason === undefined
          ? []
          : (statement.Resource ?? []).filter((each) => each.includes('*')).map((each) => [each, reason]),
      ),
    ),
  }));
}

function documentOf(reasoned: readonly Reasoned[]): CompiledPolicy['document'] {
  return { Version: '2012-10-17', Statement: reasoned.map(({ statement }) => statement) };
}

function lengthOf(reasoned: readonly Reasoned[]): number {
  return JSON.stringify(documentOf(reasoned)).length;
}
