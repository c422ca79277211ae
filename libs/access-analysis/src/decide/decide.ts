import { meets } from '../automata/language';
import type { Mode } from '../conditions/solve';
import type { KnownContext } from '../policy/text';
import { concreteTarget } from './concrete';
import { refusedBefore } from './former';
import { layersOf } from './layers';
import type { AccessAnswer, Caller, Former, Guard, Question, Witness } from './question';
import type { PreparedStatement } from './prepare';
import { callerKeys } from './naming';
import { partsOf, partsOfResource } from './parts';
import type { Part } from './parts';
import { profileOf } from './profile';
import { relevantParts, relevantQuestions } from './relevant';
import { concerns, isPossible, requestIn, within, without } from './region';
import type { Region } from './region';
import { unknownsOf, variablesOf } from './unknowns';

/**
 * Whether one of a set of requests is allowed to a caller.
 *
 * `yes` has a request that AWS allows; `no` means that there is none; everything else is `undecided`, with the reasons. The
 * decision follows AWS's evaluation logic within an account and between accounts: no deny, and an allow of the identity (within
 * its boundary), of the resource's policy, or of both where both are needed (IAM User Guide, "Policy evaluation logic").
 * Policies of an organization are not in templates; they can only take away.
 *
 * @param guards resources with policies, or with tags that are known
 * @param former asks for a request that is allowed now and was not before; it has the same guards
 */
export function decide(caller: Caller, question: Question, guards: readonly Guard[], former?: Former): AccessAnswer {
  return firstAnswer(answersByPart(caller, question, guards, former), ({ answer }) => answer);
}

/** Whether one of the requests of some questions is allowed: the first answer with a witness, or else the first that is open. */
export function decideAny(caller: Caller, questions: readonly Question[], guards: readonly Guard[]): AccessAnswer {
  return firstAnswer(relevantQuestions(caller, questions, guards), (question) => decide(caller, question, guards));
}

/** Like `decide`, of a question about one resource alone: no other policy has to be looked for. */
export function decideOnResource(caller: Caller, question: Question, guard: Guard): AccessAnswer {
  const known = contextOf(caller, guard);
  return firstAnswer(partsOfResource(question, guard), ({ region, guard: own }) =>
    decidePart({ caller, region, guard: own, former: undefined, known }, question.isTrusting === true),
  );
}

function firstAnswer<T>(asked: Iterable<T>, answerOf: (each: T) => AccessAnswer): AccessAnswer {
  let open: AccessAnswer | undefined;
  for (const each of asked) {
    const answer = answerOf(each);
    if (answer.verdict === 'yes') return answer;
    if (answer.verdict === 'undecided') open ??= answer;
  }
  return open ?? { verdict: 'no' };
}

/** The answer about one resource with a policy, or about all resources without one. */
export interface AnswerAboutPart {
  readonly guard: Guard | undefined;
  readonly answer: AccessAnswer;
}

/** The answers about each resource with a policy, and about all others; those of which nothing is allowed are left out. */
export function* answersByPart(
  caller: Caller,
  question: Question,
  guards: readonly Guard[],
  former?: Former,
): Generator<AnswerAboutPart> {
  for (const { region, guard } of partsFor(caller, question, guards, former)) {
    const answer = decidePart(
      { caller, region, guard, former, known: contextOf(caller, guard) },
      question.isTrusting === true,
    );
    if (answer.verdict !== 'no') yield { guard, answer };
  }
}

/**
 * The resources of a list on which something may be allowed, also if it is not decided.
 *
 * @param question about resources by their names
 */
export function allowedResources(caller: Caller, question: Question, guards: readonly Guard[]): string[] {
  const allowed: string[] = [];
  for (const { region, guard } of partsFor(caller, question, guards)) {
    const known = contextOf(caller, guard);
    let left: Region | undefined = region;
    while (left !== undefined) {
      const found = search({ caller, region: left, guard, former: undefined, known }, 'lenient');
      if (found === undefined) break;
      // What one request is allowed on is allowed on all resources that are left then.
      const names = namesIn(found.region);
      allowed.push(...names);
      left = names.length === 0 ? undefined : withoutNames(left, names);
    }
  }
  return allowed;
}

/** The parts of a question that may concern a caller. Of a caller that is like another one: those of the other, and what names it. */
function partsFor(caller: Caller, question: Question, guards: readonly Guard[], former?: Former): Iterable<Part> {
  const { like } = caller;
  if (like === undefined || former !== undefined) return relevantParts(caller, question, guards);
  const { parts, byMention } = partsOf(question, guards);
  const open = OPEN.get(like) ?? new Map<readonly Part[], ReadonlySet<Part>>();
  OPEN.set(like, open);
  const ofLike = open.get(parts) ?? openParts(like, question, guards);
  open.set(parts, ofLike);
  const positions = callerKeys(caller).specific.flatMap((key) => byMention.get(key) ?? []);
  if (positions.length === 0) return ofLike;
  return new Set([...ofLike, ...positions.flatMap((position) => parts[position] ?? [])]);
}

/** Parts with another answer than no, by what a caller is like. */
const OPEN = new WeakMap<Caller, Map<readonly Part[], ReadonlySet<Part>>>();

function openParts(caller: Caller, question: Question, guards: readonly Guard[]): ReadonlySet<Part> {
  const open = [...relevantParts(caller, question, guards)].filter(({ region, guard }) => {
    const ask = { caller, region, guard, former: undefined, known: contextOf(caller, guard) };
    return search(ask, 'lenient') !== undefined;
  });
  return new Set(open);
}

/** The names that a region has, of a list of names. */
function namesIn({ resources }: Region): string[] {
  const list = resources.find(
    ({ inside, patterns }) => inside && patterns.every(({ literal }) => literal !== undefined),
  );
  const names = list?.patterns.flatMap(({ literal }) => literal ?? []) ?? [];
  return names.filter((name) => resources.every((clause) => meets(clause, name)));
}

function withoutNames(region: Region, names: readonly string[]): Region | undefined {
  const gone = new Set(names);
  const resources = region.resources.map((clause) =>
    clause.inside ? { ...clause, patterns: clause.patterns.filter(({ literal = '' }) => !gone.has(literal)) } : clause,
  );
  return resources.some(({ inside, patterns }) => inside && patterns.length === 0)
    ? undefined
    : { ...region, resources };
}

function decidePart(ask: Ask, isTrusting: boolean): AccessAnswer {
  const { caller, guard } = ask;
  const possible = search(ask, 'lenient');
  if (possible === undefined) return { verdict: 'no' };
  const isForeign = !isTrusting && guard === undefined;
  const certain = search(ask, 'strict');
  if (certain !== undefined) return verdictOn(caller, certain, isForeign);
  const layers = layersOf(caller, guard, 'lenient');
  for (const chosen of choicesFor(variablesOf(layers, possible.used))) {
    const known = new Map([...ask.known, ...chosen]);
    const found = search({ ...ask, caller: { ...caller, known }, known }, 'strict');
    if (found === undefined) continue;
    const context = { ...found.context, ...Object.fromEntries([...chosen].map(([key, value]) => [key, [value]])) };
    return verdictOn(caller, { ...found, context }, isForeign);
  }
  const reasons = unknownsOf(layers, possible.used);
  return {
    verdict: 'undecided',
    reasons: reasons.length === 0 ? ['the search was given up'] : reasons,
    get possible() {
      return witnessOf(possible, caller);
    },
  };
}

/** What is known of requests of a caller to a resource. */
function contextOf({ known }: Caller, guard: Guard | undefined): KnownContext {
  return guard?.known === undefined || guard.known.size === 0 ? known : new Map([...known, ...guard.known]);
}

/** Keys and roles that are in no template have policies that are not known. */
function verdictOn(caller: Caller, found: Found, isForeign: boolean): AccessAnswer {
  const guarded = /^kms:/i.test(found.action) ? 'key' : undefined;
  const asks = /^sts:assumerole/i.test(found.action) ? 'role' : guarded;
  if (isForeign && asks !== undefined && found.resource !== '*' && caller.kind !== 'service') {
    const possible = witnessOf(found, caller);
    return {
      verdict: 'undecided',
      reasons: [`the policy of the ${asks} ${possible.resource} is in no template`],
      possible,
    };
  }
  // Most answers are asked for their verdict alone.
  return {
    verdict: 'yes',
    get witness() {
      return witnessOf(found, caller);
    },
  };
}

function witnessOf({ context, allowedBy, region, ...plain }: Found, { account }: Caller): Witness {
  return { ...concreteTarget(region, plain, account), context, allowedBy };
}

interface Found extends Witness {
  readonly used: readonly PreparedStatement[];
  /** Requests that are allowed. */
  readonly region: Region;
}

interface Ask {
  readonly caller: Caller;
  readonly region: Region;
  readonly guard: Guard | undefined;
  readonly former: Former | undefined;
  readonly known: KnownContext;
}

function search({ caller, region, guard, former, known }: Ask, mode: Mode): Found | undefined {
  const { ways, denies } = layersOf(caller, guard, mode);
  const concerned = (statements: readonly PreparedStatement[]) =>
    profileOf(statements).about(statements, region.actions);
  const refusing = concerned(denies);
  for (const all of ways) {
    const layers = all.map(concerned);
    if (layers.some((layer) => layer.length === 0)) continue;
    for (const { inside, outside } of refusedBefore(former, guard, mode)) {
      const progress = { denies: [...refusing, ...outside], mode, used: [] };
      const found = throughLayers(known, region, [...layers, ...inside], progress);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

interface Progress {
  readonly denies: readonly PreparedStatement[];
  readonly mode: Mode;
  readonly used: readonly PreparedStatement[];
}

/** One statement of each layer must allow the request. */
function throughLayers(
  known: KnownContext,
  region: Region,
  [layer, ...rest]: readonly (readonly PreparedStatement[])[],
  progress: Progress,
): Found | undefined {
  if (layer === undefined) return pastDenies(known, region, progress.denies, progress);
  for (const statement of layer) {
    const narrower = within(region, statement, progress.mode);
    if (narrower === undefined || !isPossible(narrower, known, progress.mode)) continue;
    const used = [...progress.used, statement];
    const found = throughLayers(known, narrower, rest, { ...progress, used });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A request that no deny covers: each deny is left by its actions, its resources, or one of its conditions. */
function pastDenies(
  known: KnownContext,
  region: Region,
  [deny, ...rest]: readonly PreparedStatement[],
  progress: Progress,
): Found | undefined {
  const { mode, used } = progress;
  if (deny === undefined) {
    const example = requestIn(region, known, mode);
    if (example === undefined) return undefined;
    const free = [...example.context].filter(([key]) => !known.has(key.toLowerCase()));
    const context = Object.fromEntries(free.map(([key, values]) => [key, values ?? null]));
    const allowedBy = used.flatMap(({ statement }) => (statement.effect === 'Allow' ? [statement.source] : []));
    return { action: example.action, resource: example.resource, context, allowedBy, used, region };
  }
  if (!concerns(region, deny)) return pastDenies(known, region, rest, progress);
  for (const part of without(region, deny, mode)) {
    if (!isPossible(part, known, mode)) continue;
    const found = pastDenies(known, part, rest, progress);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Values to try for the policy variables of statements: with a fixed value, a statement has no variable any more. */
function choicesFor(variables: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, string>[] {
  if (variables.size === 0) return [];
  const most = Math.max(...[...variables.values()].map((values) => values.length));
  return Array.from(
    { length: most },
    (_, index) => new Map([...variables].map(([key, values]) => [key, values[index % values.length] ?? ''])),
  );
}
