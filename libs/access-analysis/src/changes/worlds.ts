import type { Caller, Guard } from '../decide/question';
import type { Statement } from '../policy/statement';
import { textWords } from '../policy/text';
import type { Principal } from '../template/principal';
import type { AccessWorld } from '../template/world';

/** One principal, as it was and as it is. */
export interface PrincipalPair {
  readonly name: string;
  readonly arn: string;
  readonly before: Caller | undefined;
  readonly after: Caller | undefined;
}

/** The policy of one resource, as it was and as it is. */
export interface GuardPair {
  readonly arn: string;
  readonly before: Guard;
  readonly after: Guard;
}

/** Two states of the same stacks, side by side. */
export interface WorldPair {
  readonly principals: readonly PrincipalPair[];
  readonly guards: readonly GuardPair[];
  /** Every resource with a policy, in both states, with its policy of then and of now. */
  readonly guardsBefore: readonly Guard[];
  readonly guardsAfter: readonly Guard[];
}

/** Put two worlds side by side: what only one of them has gets an empty counterpart in the other one. */
export function paired(before: AccessWorld, after: AccessWorld): WorldPair {
  const [was, is] = [byArn(before.principals), byArn(after.principals)];
  const principals = [...new Set([...is.keys(), ...was.keys()])].map((arn): PrincipalPair => {
    const [old, now] = [was.get(arn), is.get(arn)];
    return { arn, name: (now ?? old)?.name ?? arn, ...withoutSharedUnknowns(old?.caller, now?.caller) };
  });
  const [guardsWere, guardsAre] = [guardsByArn(before.guards), guardsByArn(after.guards)];
  const guards = [...new Set([...guardsAre.keys(), ...guardsWere.keys()])].flatMap((arn): GuardPair[] => {
    const [old, now] = [guardsWere.get(arn), guardsAre.get(arn)];
    const some = now ?? old;
    if (some === undefined) return [];
    const none = { ...some, statements: [], known: new Map<string, string>() };
    return [{ arn, before: old ?? none, after: now ?? none }];
  });
  return {
    principals,
    guards,
    guardsBefore: guards.map((pair) => pair.before),
    guardsAfter: guards.map((pair) => pair.after),
  };
}

/**
 * A policy that is in no template, such as a boundary of another stack, says the same in both states: it is left out of both, and what
 * it takes away is taken away in both.
 */
function withoutSharedUnknowns(
  before: Caller | undefined,
  after: Caller | undefined,
): Pick<PrincipalPair, 'before' | 'after'> {
  if (before === undefined || after === undefined) {
    const [was, is] = [before, after].map((caller) => caller && withoutUnknown(caller, () => true));
    return { before: was, after: is };
  }
  const senses = ({ identity, boundary }: Caller) => new Set([...identity, ...(boundary ?? [])].map(sense));
  const [was, is] = [senses(before), senses(after)];
  const isShared = (statement: Statement) => was.has(sense(statement)) && is.has(sense(statement));
  return { before: withoutUnknown(before, isShared), after: withoutUnknown(after, isShared) };
}

function withoutUnknown(caller: Caller, isLeftOut: (statement: Statement) => boolean): Caller {
  const isKept = (statement: Statement) => !isUnknownPolicy(statement) || !isLeftOut(statement);
  const boundary = caller.boundary?.filter(isKept);
  return {
    ...caller,
    identity: caller.identity.filter(isKept),
    boundary: boundary?.length === 0 && (caller.boundary?.length ?? 0) > 0 ? undefined : boundary,
  };
}

function isUnknownPolicy({ actions, resources, maybe }: Statement): boolean {
  const isAll = (texts: Statement['actions']) => texts.length === 1 && textWords(texts[0] ?? []) === '*';
  return maybe !== undefined && isAll(actions) && isAll(resources);
}

/** The same pair in the other direction: what was is, and what is was. */
export function reversed({ principals, guards, guardsBefore, guardsAfter }: WorldPair): WorldPair {
  return {
    principals: principals.map((pair) => ({ ...pair, before: pair.after, after: pair.before })),
    guards: guards.map((pair) => ({ ...pair, before: pair.after, after: pair.before })),
    guardsBefore: guardsAfter,
    guardsAfter: guardsBefore,
  };
}

const byArn = (principals: readonly Principal[]): Map<string, Principal> =>
  new Map(principals.map((principal) => [principal.caller.arn, principal]));

/** What one state's policies do not tell apart, those of the other one may. */
const guardsByArn = (guards: readonly Guard[]): Map<string, Guard> =>
  new Map(guards.map(({ likeness: _, ...guard }) => [guard.arn, guard]));

/** What a statement says, wherever it is written. */
export function sense({ source: _, ...statement }: Statement): string {
  return JSON.stringify(statement);
}

/** The statements of one list that the other one does not have. */
export function added(statements: readonly Statement[], known: readonly Statement[]): Statement[] {
  const there = new Set(known.map(sense));
  return statements.filter((statement) => !there.has(sense(statement)));
}
