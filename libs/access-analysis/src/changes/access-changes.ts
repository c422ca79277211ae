import { decide } from '../decide/decide';
import type { AccessAnswer, Caller, Former, Guard, Witness } from '../decide/question';
import type { Statement } from '../policy/statement';
import { textWords } from '../policy/text';
import { ownKeys } from '../template/principal';
import type { AccessWorld } from '../template/world';
import { atomsOfGuard, atomsOfPrincipal } from './atoms';
import type { Atom } from './atoms';
import { added, paired, reversed } from './worlds';
import type { GuardPair, WorldPair } from './worlds';

/** Access that a principal has after a change and did not have before, or the other way round. */
export interface AccessChange {
  readonly direction: 'gains' | 'loses';
  /** Name of the principal, or what a policy calls one that is in no template. */
  readonly who: string;
  /** Whether the change makes the principal, or takes it away. */
  readonly isWhole: boolean;
  /** As the statement writes it that came or went. */
  readonly action: string;
  readonly resource: string;
  /** `undecided`: it depends on what the templates do not say. */
  readonly verdict: 'yes' | 'undecided';
  /** One request of those that were gained or lost. */
  readonly witness?: Witness;
  readonly reasons: readonly string[];
}

/**
 * The effect of a change on who can do what, exactly in both directions: a statement that is written anew, split, or covered by another
 * one has no effect; a wider one has the effect of what is wider, with a request that shows it.
 *
 * About requests to what the policies name. A new resource that an old statement covers changes no policy.
 *
 * @param before the stacks as they are
 * @param after the same stacks as they would be
 */
export function accessChanges(before: AccessWorld, after: AccessWorld): AccessChange[] {
  const pair = paired(before, after);
  return [...gains(pair, 'gains'), ...gains(reversed(pair), 'loses')];
}

function gains(pair: WorldPair, direction: AccessChange['direction']): AccessChange[] {
  const found = [...ofPrincipals(pair), ...ofGuards(pair)];
  return [...new Map(found.map((each) => [`${each.who}\n${each.action}\n${each.resource}`, each])).values()].map(
    (each) => ({ direction, ...each }),
  );
}

type Gain = Omit<AccessChange, 'direction'>;

function ofPrincipals(pair: WorldPair): Gain[] {
  return pair.principals.flatMap((principal) => {
    const { after } = principal;
    if (after === undefined) return [];
    const former = formerOf(principal.before, pair);
    return atomsOfPrincipal(principal).flatMap((atom) =>
      gainOf(principal.name, atom, decide(after, atom.question, pair.guardsAfter, former), former),
    );
  });
}

/** All whom the policy of a resource may name: the principals of the templates, and those that it writes down. */
function ofGuards(pair: WorldPair): Gain[] {
  return pair.guards.flatMap((guard) => {
    const atoms = atomsOfGuard(guard);
    if (atoms.length === 0) return [];
    const known = pair.principals.flatMap(({ name, before, after }) =>
      after === undefined ? [] : [{ name, caller: after, former: formerOf(before, pair) }],
    );
    const strangers = strangersOf(guard).map((each) => ({ ...each, former: formerOf(each.caller, pair) }));
    return [...known, ...strangers].flatMap(({ name, caller, former }) =>
      atoms.flatMap((atom) => gainOf(name, atom, decide(caller, atom.question, guardOnly(guard), former), former)),
    );
  });
}

/** Only the one policy decides: the question is about its resource. The list is kept, because what is known of it is kept by it. */
const ONLY = new WeakMap<Guard, readonly Guard[]>();

function guardOnly({ after }: GuardPair): readonly Guard[] {
  const known = ONLY.get(after) ?? [after];
  ONLY.set(after, known);
  return known;
}

const FORMER_GUARDS = new WeakMap<WorldPair, ReadonlyMap<string, Guard>>();

function formerOf(caller: Caller | undefined, pair: WorldPair): Former {
  const guards = FORMER_GUARDS.get(pair) ?? new Map(pair.guardsBefore.map((guard) => [guard.arn, guard]));
  FORMER_GUARDS.set(pair, guards);
  return { caller, guards };
}

function gainOf(who: string, { action, resource }: Atom, answer: AccessAnswer, { caller }: Former): Gain[] {
  if (answer.verdict === 'no') return [];
  const shared = { who, isWhole: caller === undefined, action, resource };
  if (answer.verdict === 'yes') return [{ ...shared, verdict: 'yes', witness: answer.witness, reasons: [] }];
  const { possible, reasons } = answer;
  return [{ ...shared, verdict: 'undecided', ...(possible === undefined ? {} : { witness: possible }), reasons }];
}

/** Services, other accounts and identity providers that a policy names and that no template has. They have no policies here. */
function strangersOf({ before, after }: GuardPair): { readonly name: string; readonly caller: Caller }[] {
  const statements = [...added(after.statements, before.statements), ...added(before.statements, after.statements)];
  const named = statements.flatMap(({ principals }: Statement) =>
    principals.flatMap(({ kind, values }) =>
      kind === '*' ? [['AWS', '*'] as const] : values.map((value) => [kind, textWords(value)] as const),
    ),
  );
  return [...new Map(named.map((each) => [each.join(' '), each])).values()].flatMap(([kind, value]) => {
    const stranger = strangerOf(kind, value, after.account);
    return stranger === undefined ? [] : [stranger];
  });
}

function strangerOf(kind: string, value: string, own: string): { name: string; caller: Caller } | undefined {
  if (kind === 'Service' || kind === 'Federated') {
    const isService = kind === 'Service';
    const known = new Map([
      ['aws:principalisawsservice', String(isService)],
      ...(isService ? [['aws:principalservicename', value] as const] : []),
    ]);
    return {
      name: value,
      caller: { ...NO_POLICIES, arn: value, account: own, kind: isService ? 'service' : 'federated', known },
    };
  }
  const account = value === '*' ? ELSEWHERE : (/^\d{12}$/.exec(value)?.[0] ?? value.split(':')[4] ?? '');
  // Principals of the own account have policies in the templates, or are not known.
  if (account === own || account === '') return undefined;
  const arn = value.startsWith('arn:') ? value : `arn:aws:iam::${account}:root`;
  const known = new Map<string, string | undefined>([
    ...ownKeys(arn, account, 'Account'),
    ['kms:calleraccount', account],
  ]);
  return {
    name: value === '*' ? 'every account' : value,
    caller: { ...NO_POLICIES, arn, account, kind: 'outsider', known },
  };
}

const NO_POLICIES = { identity: [], boundary: undefined };

/** An account that no template names. */
const ELSEWHERE = '999999999999';
