import { isEverything, wildcardPattern } from '../automata/pattern';
import type { Clause } from '../automata/language';
import { exampleOf } from '../automata/language';
import type { Mode } from '../conditions/solve';
import type { KnownContext } from '../policy/text';
import { refusedBefore } from './former';
import { layersOf, ownLayers } from './layers';
import type { AccessAnswer, Caller, Former, Guard, Question, Witness } from './question';
import { narrow } from './narrow';
import { prepareStatement } from './prepare';
import type { PreparedStatement } from './prepare';
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
  let open: AccessAnswer | undefined;
  for (const { region, guard } of partsOf(question, guards)) {
    if (!canConcern(caller, region, guard)) continue;
    const answer = decidePart(
      { caller, region, guard, former, known: contextOf(caller, guard) },
      question.isTrusting === true,
    );
    if (answer.verdict === 'yes') return answer;
    if (answer.verdict === 'undecided') open ??= answer;
  }
  return open ?? { verdict: 'no' };
}

/** Whether one of the requests of some questions is allowed: the first answer with a witness, or else the first that is open. */
export function decideAny(caller: Caller, questions: readonly Question[], guards: readonly Guard[]): AccessAnswer {
  let open: AccessAnswer | undefined;
  for (const question of questions) {
    const answer = decide(caller, question, guards);
    if (answer.verdict === 'yes') return answer;
    if (answer.verdict === 'undecided') open ??= answer;
  }
  return open ?? { verdict: 'no' };
}

/** Whether any statement that allows something is about one of the actions: most callers have none. */
function canConcern(caller: Caller, region: Region, guard: Guard | undefined): boolean {
  const { ofIdentity } = ownLayers(caller, 'lenient');
  const isNamed = guard !== undefined && isAbout(allowsOf(guard), region.actions);
  if (!isNamed && !isAbout(ofIdentity, region.actions)) return false;
  return layersOf(caller, guard, 'lenient').ways.some((layers) =>
    layers.every((layer) => layer.length > 0 && isAbout(layer, region.actions)),
  );
}

type Layer = readonly PreparedStatement[];

const ALLOWS = new WeakMap<Guard, Layer>();

/** What the policy of a resource allows to anyone. Actions have no policy variables, so nothing need be known of a caller. */
function allowsOf(guard: Guard): Layer {
  const known =
    ALLOWS.get(guard) ??
    guard.statements.filter(({ effect }) => effect === 'Allow').map((each) => prepareStatement(each, new Map()));
  ALLOWS.set(guard, known);
  return known;
}

/** A caller's own statements are the same for every resource. */
const ABOUT = new WeakMap<Layer, Map<readonly Clause[], boolean>>();

function isAbout(layer: Layer, asked: readonly Clause[]): boolean {
  const byActions = ABOUT.get(layer) ?? new Map<readonly Clause[], boolean>();
  ABOUT.set(layer, byActions);
  const known =
    byActions.get(asked) ??
    layer.some(({ statement, actions }) => narrow(asked, actions, !statement.notActions, 'lenient') !== undefined);
  byActions.set(asked, known);
  return known;
}

interface Part {
  readonly region: Region;
  readonly guard: Guard | undefined;
}

/** A question is asked about many callers. */
const PARTS = new WeakMap<Question, { readonly guards: readonly Guard[]; readonly parts: readonly Part[] }>();

/** The question, apart for each resource with a policy, and for all other resources. */
function partsOf(question: Question, guards: readonly Guard[]): readonly Part[] {
  const known = PARTS.get(question);
  if (known?.guards === guards) return known.parts;
  const { actions, context = [] } = question;
  const resources = question.resources.filter(({ inside, patterns }) => !(inside && patterns.some(isEverything)));
  const asked: Region = { actions, resources, literals: context };
  const services = servicesOf(actions);
  const touched = guardsOf(guards, services).filter(
    (guard) => exampleOf([...resources, coverage(guard)]).text !== undefined,
  );
  const rest: Clause[] =
    touched.length === 0 ? [] : [{ patterns: touched.flatMap((guard) => coverage(guard).patterns), inside: false }];
  const remaining = { ...asked, resources: [...resources, ...rest] };
  const isEmpty = exampleOf(remaining.resources).text === undefined;
  const parts: Part[] = [
    ...(isEmpty ? [] : [{ region: remaining, guard: undefined }]),
    ...touched.map((guard) => ({ region: { ...asked, resources: [...resources, coverage(guard)] }, guard })),
  ];
  PARTS.set(question, { guards, parts });
  return parts;
}

/** Services of the actions that are asked about; undefined for all. */
function servicesOf(actions: readonly Clause[]): ReadonlySet<string> | undefined {
  const list = actions.find(({ inside }) => inside);
  const prefixes = list?.patterns.map(({ prefix }) => prefix) ?? [''];
  if (prefixes.some((prefix) => !prefix.includes(':'))) return undefined;
  return new Set(prefixes.map((prefix) => SERVICE_IN_ARN[prefix.split(':')[0] ?? ''] ?? prefix.split(':')[0] ?? ''));
}

/** Services whose ARNs name another service than their actions. */
const SERVICE_IN_ARN: Readonly<Record<string, string>> = { sts: 'iam' };

const BY_SERVICE = new WeakMap<readonly Guard[], ReadonlyMap<string, readonly Guard[]>>();

/** The guards of some services; undefined: of all. */
function guardsOf(guards: readonly Guard[], services: ReadonlySet<string> | undefined): readonly Guard[] {
  if (services === undefined) return guards;
  const byService = BY_SERVICE.get(guards) ?? groupedByService(guards);
  BY_SERVICE.set(guards, byService);
  return [...services].flatMap((service) => byService.get(service) ?? []);
}

function groupedByService(guards: readonly Guard[]): ReadonlyMap<string, readonly Guard[]> {
  const grouped = new Map<string, Guard[]>();
  for (const guard of guards) {
    const service = guard.arn.split(':')[2] ?? '';
    const known = grouped.get(service);
    if (known === undefined) grouped.set(service, [guard]);
    else known.push(guard);
  }
  return grouped;
}

const COVERAGE = new WeakMap<Guard, Clause>();

function coverage(guard: Guard): Clause {
  const known = COVERAGE.get(guard);
  if (known !== undefined) return known;
  const patterns = [guard.arn, ...guard.alsoCovers].map((arn) => wildcardPattern(arn));
  const clause = { patterns, inside: true };
  COVERAGE.set(guard, clause);
  return clause;
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
    possible: witnessOf(possible),
  };
}

/** What is known of requests of a caller to a resource. */
function contextOf({ known }: Caller, guard: Guard | undefined): KnownContext {
  return guard?.known === undefined || guard.known.size === 0 ? known : new Map([...known, ...guard.known]);
}

/** Keys and roles that are in no template have policies that are not known. */
function verdictOn(caller: Caller, found: Found, isForeign: boolean): AccessAnswer {
  const witness = witnessOf(found);
  const guarded = /^kms:/i.test(witness.action) ? 'key' : undefined;
  const asks = /^sts:assumerole/i.test(witness.action) ? 'role' : guarded;
  if (isForeign && asks !== undefined && witness.resource !== '*' && caller.kind !== 'service') {
    const reasons = [`the policy of the ${asks} ${witness.resource} is in no template`];
    return { verdict: 'undecided', reasons, possible: witness };
  }
  return { verdict: 'yes', witness };
}

function witnessOf({ used: _, ...witness }: Found): Witness {
  return witness;
}

interface Found extends Witness {
  readonly used: readonly PreparedStatement[];
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
  for (const layers of ways) {
    for (const { inside, outside } of refusedBefore(former, guard, mode)) {
      const progress = { denies: [...denies, ...outside], mode, used: [] };
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
    return { action: example.action, resource: example.resource, context, allowedBy, used };
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
