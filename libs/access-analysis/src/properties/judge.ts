import { decideAny } from '../decide/decide';
import type { AccessAnswer, Caller, Witness } from '../decide/question';
import { networkOf } from '../network/network';
import type { Network } from '../network/network';
import type { Principal } from '../template/principal';
import type { AccessWorld } from '../template/world';
import { questionsByService } from './ask';
import { decidePath } from './escalation';
import { proveNetwork } from './network';
import { answersToOutsiders } from './outsiders';
import { Selection } from './select';
import { Steps } from './steps';
import type { ReachedPrincipal } from './steps';
import type { AccessProperty, AccessTerms, Exception, OutsiderProperty, PropertySettings } from './terms';
import { isVerb, VERBS } from './verbs';

/** A request that a property forbids, and that is allowed. */
export interface Refutation {
  /** Name of the principal. */
  readonly principal: string;
  readonly arn: string;
  readonly witness: Witness;
  /** Roles that the principal goes through to make the request. */
  readonly steps: ReachedPrincipal['steps'];
}

/** Something that is not decided, and why. */
export interface OpenQuestion {
  readonly principal: string;
  readonly reasons: readonly string[];
  readonly possible?: Witness;
}

/** What is allowed with a written reason. */
export interface AcceptedAccess extends Refutation {
  readonly reason: string;
}

export type ProofVerdict = 'proved' | 'refuted' | 'undecided' | 'about nothing';

export interface Proof {
  readonly property: AccessTerms;
  readonly verdict: ProofVerdict;
  readonly refutations: readonly Refutation[];
  readonly open: readonly OpenQuestion[];
  readonly accepted: readonly AcceptedAccess[];
  /** How many principals and resources the property is about. */
  readonly principals: number;
  readonly resources: number;
}

/** Decide properties about some stacks. */
export function proveAccess(
  world: AccessWorld,
  properties: readonly AccessTerms[],
  settings: PropertySettings,
): Proof[] {
  const judge = { selection: new Selection(world, settings), steps: new Steps(world), world, network: onceMade(world) };
  return properties.map((property) => proofOf(property, judge));
}

/** The network is read only if a property is about it. */
function onceMade({ resolvers }: AccessWorld): () => Network {
  let made: Network | undefined;
  return () => (made ??= networkOf(resolvers));
}

interface Judge {
  readonly world: AccessWorld;
  readonly network: () => Network;
  readonly selection: Selection;
  readonly steps: Steps;
}

function proofOf(property: AccessTerms, judge: Judge): Proof {
  if (property.kind === 'access') return proveForbidden(property, judge);
  if (property.kind === 'outsider') return proveOutsiders(property, judge);
  if (property.kind === 'network') return proveNetwork(property, judge.network(), judge.selection);
  const principals = judge.selection.principals({});
  const answers = decidePath(principals, property.requires, judge.world);
  const found = principals.flatMap((principal, index): Found[] => {
    const answer = answers[index];
    return answer === undefined ? [] : [{ principal, answer, steps: [] }];
  });
  return conclude(property, found, judge, { principals: principals.length, resources: principals.length });
}

interface Found {
  readonly principal: Pick<Principal, 'name' | 'caller'> & Partial<Principal>;
  readonly answer: AccessAnswer;
  readonly steps: ReachedPrincipal['steps'];
  /** Why what is found is accepted, whatever the exceptions of the property say. */
  readonly reason?: string | undefined;
}

function proveForbidden(property: AccessProperty, judge: Judge): Proof {
  const principals = judge.selection.principals(property.who);
  const resources = judge.selection.resources(property.on);
  const actions = property.cannot.flatMap((word): readonly string[] => (isVerb(word) ? VERBS[word] : [word]));
  const questions = questionsByService(
    actions,
    resources.map(({ arn }) => arn),
  );
  const answers = new Map<Caller, AccessAnswer>();
  const answerOf = (caller: Caller): AccessAnswer => {
    const known = answers.get(caller) ?? decideAny(caller, questions, judge.world.guards);
    answers.set(caller, known);
    return known;
  };
  const found = principals.map((principal): Found => {
    const own = { principal, answer: answerOf(principal.caller), steps: [] };
    if (property.withSteps !== true || own.answer.verdict === 'yes') return own;
    return firstFound(own, judge.steps.from(principal), answerOf);
  });
  return conclude(property, found, judge, { principals: principals.length, resources: resources.length });
}

/** What a principal can do by itself or on its way: the first answer with a witness, or else the first that is open. */
function firstFound(
  own: Found,
  reached: Iterable<ReachedPrincipal>,
  answerOf: (caller: Caller) => AccessAnswer,
): Found {
  let open = own;
  for (const { caller, steps } of reached) {
    const answer = answerOf(caller);
    const found = { principal: own.principal, answer, steps };
    if (answer.verdict === 'yes') return found;
    if (answer.verdict === 'undecided' && open.answer.verdict === 'no') open = found;
  }
  return open;
}

function proveOutsiders(property: OutsiderProperty, judge: Judge): Proof {
  const arns = new Set(judge.selection.resources(property.on).map(({ arn }) => arn));
  const guards = judge.world.guards.filter(({ arn }) => arns.has(arn));
  const own = new Set(judge.world.stacks.map(({ account }) => account));
  const found = guards.flatMap((guard) =>
    answersToOutsiders(property, guard, own).map(({ name, caller, reason, answer }): Found => ({
      principal: { name: `${name}, to ${guard.arn}`, caller },
      answer,
      steps: [],
      reason,
    })),
  );
  return conclude(property, found, judge, { principals: 1, resources: arns.size });
}

function conclude(
  property: AccessTerms,
  found: readonly Found[],
  { selection }: Judge,
  counts: { readonly principals: number; readonly resources: number },
): Proof {
  const refutations: Refutation[] = [];
  const open: OpenQuestion[] = [];
  const accepted: AcceptedAccess[] = [];
  for (const { principal, answer, steps, reason } of found) {
    if (answer.verdict === 'no') continue;
    const exception = reason === undefined ? exceptionFor(property.except, principal, selection) : { reason };
    if (answer.verdict === 'undecided') {
      if (exception === undefined) {
        const possible = answer.possible === undefined ? {} : { possible: answer.possible };
        open.push({ principal: principal.name, reasons: answer.reasons, ...possible });
      }
      continue;
    }
    const refutation = { principal: principal.name, arn: principal.caller.arn, witness: answer.witness, steps };
    if (exception === undefined) refutations.push(refutation);
    else accepted.push({ ...refutation, reason: exception.reason });
  }
  const isEmpty = counts.principals === 0 || counts.resources === 0;
  return { property, verdict: verdictOf(refutations, open, isEmpty), refutations, open, accepted, ...counts };
}

function verdictOf(refutations: readonly unknown[], open: readonly unknown[], isEmpty: boolean): ProofVerdict {
  if (refutations.length > 0) return 'refuted';
  if (open.length > 0) return 'undecided';
  return isEmpty ? 'about nothing' : 'proved';
}

function exceptionFor(
  exceptions: readonly Exception[] | undefined,
  principal: Found['principal'],
  selection: Selection,
): Exception | undefined {
  if (principal.id === undefined) return undefined;
  return exceptions?.find(({ who }) => selection.isOf(principal as Principal, who));
}
