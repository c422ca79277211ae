import { contains } from '../automata/contains';
import { mayBeMet } from '../automata/language';
import type { Clause } from '../automata/language';
import { isEverything, matchesPattern } from '../automata/pattern';
import type { Pattern } from '../automata/pattern';
import { PrefixIndex } from '../automata/prefix-index';
import { stringSet } from '../policy/text';
import { coverage, guardIndexOf, serviceOf } from './guard-index';
import { merged } from './merged';
import { narrow } from './narrow';
import { namedKeys } from './naming';
import { prepareStatement } from './prepare';
import type { PreparedStatement } from './prepare';
import type { Guard, Question } from './question';
import type { Region } from './region';
import { servicesInArns, servicesOf } from './services';
import { silent } from './silent';

/** The requests of a question to one resource with a policy, or to all resources without one. */
export interface Part {
  readonly region: Region;
  readonly guard: Guard | undefined;
  /** Keys of the callers that the policy may name for such requests. */
  readonly keys: readonly string[];
}

/** A question, apart for each resource with a policy. */
export interface QuestionParts {
  readonly parts: readonly Part[];
  /** Positions of parts by their resources, and of those that may have any resource. */
  readonly byResource: PrefixIndex<number>;
  readonly anywhere: readonly number[];
  /** Positions of parts by the callers that their policies may name: to allow something, and in any statement. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
  readonly byMention: ReadonlyMap<string, readonly number[]>;
}

/** A question is asked about many callers. */
const PARTS = new WeakMap<Question, { readonly guards: readonly Guard[]; readonly parts: QuestionParts }>();

/** The question, apart for each resource with a policy, and for all other resources. */
export function partsOf(question: Question, guards: readonly Guard[]): QuestionParts {
  const known = PARTS.get(question);
  if (known?.guards === guards) return known.parts;
  const parts = indexed(merged(makeParts(question, guards)));
  PARTS.set(question, { guards, parts });
  return parts;
}

function makeParts(question: Question, guards: readonly Guard[]): Part[] {
  const { actions, context = [] } = question;
  const resources = question.resources.filter(({ inside, patterns }) => !(inside && patterns.some(isEverything)));
  const touched = touchedBy(resources, guards, servicesAsked(actions));
  const remaining = remainingOf(resources, touched);
  const region = (own: readonly Clause[]): Region => ({ actions, resources: own, literals: context });
  return [
    ...(remaining === undefined ? [] : [{ region: region(remaining), guard: undefined, keys: [] }]),
    ...touched.flatMap(({ guard, resources: own }) => partsOfGuard(region(own), guard)),
  ];
}

/** The requests of a question that is about one resource alone, and the policy of that resource. */
export function partsOfResource({ actions, resources, context = [] }: Question, guard: Guard): Part[] {
  return partsOfGuard({ actions, resources, literals: context }, guard);
}

/** A policy that decides on some actions alone is absent for all others. */
function partsOfGuard(region: Region, guard: Guard): Part[] {
  if (guard.actions === undefined) return [{ region, guard, keys: keysOf(guard, region.actions) }];
  const set = actionSet(guard.actions);
  const [spoken, others] = [true, false].map((inside) => narrow(region.actions, set, inside, 'lenient'));
  return [
    ...(spoken === undefined
      ? []
      : [{ region: { ...region, actions: spoken }, guard, keys: keysOf(guard, region.actions) }]),
    ...(others === undefined ? [] : [{ region: { ...region, actions: others }, guard: silent(guard), keys: [] }]),
  ];
}

const ACTION_SETS = new WeakMap<readonly string[], ReturnType<typeof stringSet>>();

function actionSet(actions: readonly string[]): ReturnType<typeof stringSet> {
  const known =
    ACTION_SETS.get(actions) ??
    stringSet(
      actions.map((action) => [action]),
      new Map(),
      { wildcards: true, hasVariables: false, ignoresCase: true },
    );
  ACTION_SETS.set(actions, known);
  return known;
}

function keysOf(guard: Guard, actions: readonly Clause[]): readonly string[] {
  const allows = allowsOf(guard).filter(
    ({ statement, actions: own }) => narrow(actions, own, !statement.notActions, 'lenient') !== undefined,
  );
  const [only] = allows;
  if (only !== undefined && allows.length === 1) return namedKeys(only.statement);
  return [...new Set(allows.flatMap(({ statement }) => namedKeys(statement)))];
}

const ALLOWS = new WeakMap<Guard, readonly PreparedStatement[]>();

/** What the policy of a resource allows to anyone. Actions have no policy variables, so nothing need be known of a caller. */
function allowsOf(guard: Guard): readonly PreparedStatement[] {
  const known =
    ALLOWS.get(guard) ??
    guard.statements.filter(({ effect }) => effect === 'Allow').map((each) => prepareStatement(each, new Map()));
  ALLOWS.set(guard, known);
  return known;
}

function indexed(parts: readonly Part[]): QuestionParts {
  const anywhere: number[] = [];
  const entries: (readonly [Pattern, number])[] = [];
  const byName = new Map<string, number[]>();
  parts.forEach(({ region, keys }, position) => {
    const inside = region.resources.find((clause) => clause.inside);
    if (inside === undefined) anywhere.push(position);
    else for (const pattern of inside.patterns) entries.push([pattern, position]);
    addTo(byName, keys, position);
  });
  let byResource: PrefixIndex<number> | undefined;
  let byMention: ReadonlyMap<string, readonly number[]> | undefined;
  return {
    ...{ parts, anywhere, byName },
    get byResource() {
      return (byResource ??= new PrefixIndex(entries));
    },
    get byMention() {
      return (byMention ??= mentions(parts));
    },
  };
}

function mentions(parts: readonly Part[]): ReadonlyMap<string, readonly number[]> {
  const byMention = new Map<string, number[]>();
  parts.forEach(({ guard }, position) => {
    addTo(byMention, new Set(guard?.statements.flatMap(namedKeys)), position);
  });
  return byMention;
}

function addTo(map: Map<string, number[]>, keys: Iterable<string>, position: number): void {
  for (const key of keys) {
    const known = map.get(key);
    if (known === undefined) map.set(key, [position]);
    else known.push(position);
  }
}

interface Touched {
  readonly guard: Guard;
  readonly resources: readonly Clause[];
  /** The patterns of the question's list that the policy covers wholly. */
  readonly covered: readonly Pattern[];
}

/** The resources with policies that a question is about. */
function touchedBy(
  resources: readonly Clause[],
  guards: readonly Guard[],
  services: ReadonlySet<string> | undefined,
): Touched[] {
  const list = resources.find(({ inside }) => inside);
  const others = resources.filter((clause) => clause !== list);
  const { byService, index } = guardIndexOf(guards);
  if (list === undefined) {
    const all = services === undefined ? guards : [...services].flatMap((service) => byService.get(service) ?? []);
    return all.flatMap((guard) => withExample({ guard, resources: [coverage(guard), ...others], covered: [] }));
  }
  const patterns = new Map<number, Pattern[]>();
  for (const pattern of list.patterns) {
    for (const position of new Set(index.meeting(pattern))) {
      const own = patterns.get(position);
      if (own === undefined) patterns.set(position, [pattern]);
      else own.push(pattern);
    }
  }
  return [...patterns.keys()]
    .sort((a, b) => a - b)
    .flatMap((position): Touched[] => {
      const guard = guards[position];
      if (guard === undefined || (services !== undefined && !services.has(serviceOf(guard)))) return [];
      const covers = coverage(guard);
      const own = (patterns.get(position) ?? []).filter((pattern) => mayCover(covers, pattern));
      const isListed = own.every(({ literal }) => literal !== undefined);
      const isInside = own.every((pattern) => covers.patterns.some((each) => contains(each, pattern)));
      const covered = isInside ? own : own.filter(({ literal }) => literal !== undefined);
      if (isListed || isInside)
        return withExample({ guard, resources: [{ patterns: own, inside: true }, ...others], covered });
      return withExample({ guard, resources: [{ patterns: own, inside: true }, ...others, covers], covered });
    });
}

/** Of a name: whether the policy covers it. */
function mayCover({ patterns }: Clause, { literal, ignoresCase }: Pattern): boolean {
  return (
    literal === undefined ||
    ignoresCase ||
    patterns.some((pattern) => !pattern.ignoresCase && matchesPattern(pattern, literal))
  );
}

function withExample(touched: Touched): Touched[] {
  const [first, ...others] = touched.resources;
  // One list alone has a text in common with itself.
  const isOneList = first?.inside === true && first.patterns.length > 0 && others.length === 0;
  return isOneList || mayBeMet(touched.resources) ? [touched] : [];
}

/** Resources of a question that no policy is about; undefined if there are none. */
function remainingOf(resources: readonly Clause[], touched: readonly Touched[]): readonly Clause[] | undefined {
  const covered = new Set(touched.flatMap((each) => each.covered));
  const list = resources.find(({ inside }) => inside);
  const rest: Clause[] =
    touched.length === 0 ? [] : [{ patterns: touched.flatMap(({ guard }) => coverage(guard).patterns), inside: false }];
  const own = resources.map((clause) =>
    clause === list && covered.size > 0
      ? { ...clause, patterns: clause.patterns.filter((pattern) => !covered.has(pattern)) }
      : clause,
  );
  const remaining = [...own, ...rest];
  return mayBeMet(remaining) ? remaining : undefined;
}

/** Services, as ARNs name them, of the actions that are asked about; undefined for all. */
function servicesAsked(actions: readonly Clause[]): ReadonlySet<string> | undefined {
  const list = actions.find(({ inside }) => inside);
  const services = list === undefined ? undefined : servicesOf(list.patterns);
  return services === undefined ? undefined : new Set([...services].flatMap(servicesInArns));
}
