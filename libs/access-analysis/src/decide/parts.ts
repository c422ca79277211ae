import type { Clause } from '../automata/language';
import type { Pattern } from '../automata/pattern';
import { PrefixIndex } from '../automata/prefix-index';
import { stringSet } from '../policy/text';
import { merged } from './merged';
import { narrow } from './narrow';
import { namedKeys } from './naming';
import { prepareStatement } from './prepare';
import type { PreparedStatement } from './prepare';
import type { Guard, Question } from './question';
import type { Region } from './region';
import { placesOf } from './places';
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
  const { touched, remaining } = placesOf(question, guards);
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
