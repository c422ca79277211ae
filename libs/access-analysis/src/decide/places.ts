import { contains } from '../automata/contains';
import { mayBeMet } from '../automata/language';
import type { Clause } from '../automata/language';
import { isEverything, matchesPattern } from '../automata/pattern';
import type { Pattern } from '../automata/pattern';
import { coverage, guardIndexOf, serviceOf } from './guard-index';
import type { Guard, Question } from './question';
import { servicesInArns, servicesOf } from './services';

/** Where the resources of a question are. */
export interface Places {
  /** Those with policies. */
  readonly touched: readonly Touched[];
  /** Those that no policy is about; undefined if there are none. */
  readonly remaining: readonly Clause[] | undefined;
}

export interface Touched {
  readonly guard: Guard;
  readonly resources: readonly Clause[];
  /** The patterns of the question's list that the policy covers wholly. */
  readonly covered: readonly Pattern[];
}

interface OfGuards {
  readonly guards: readonly Guard[];
  /** By the services that are asked about. */
  readonly byServices: Map<string, Places>;
}

/** Questions about other actions are about the same resources. */
const PLACES = new WeakMap<readonly Clause[], OfGuards>();

/** The resources of a question, by the policies that are about them. */
export function placesOf({ actions, resources }: Question, guards: readonly Guard[]): Places {
  const services = servicesAsked(actions);
  const last = PLACES.get(resources);
  const { byServices } = last?.guards === guards ? last : { byServices: new Map<string, Places>() };
  PLACES.set(resources, { guards, byServices });
  const key = services === undefined ? '*' : [...services].join(' ');
  const known = byServices.get(key) ?? findPlaces(resources, guards, services);
  byServices.set(key, known);
  return known;
}

function findPlaces(
  resources: readonly Clause[],
  guards: readonly Guard[],
  services: ReadonlySet<string> | undefined,
): Places {
  const limiting = resources.filter(({ inside, patterns }) => !(inside && patterns.some(isEverything)));
  const touched = touchedBy(limiting, guards, services);
  return { touched, remaining: remainingOf(limiting, touched) };
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
