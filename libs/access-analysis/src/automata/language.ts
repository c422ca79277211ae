import { contains } from './contains';
import { hasSingle, isEverything, matchesPattern, mayMeet, plainestText } from './pattern';
import type { Pattern } from './pattern';
import { PrefixIndex } from './prefix-index';
import { search } from './search';

/** A demand on a text: to be in one of the patterns' sets, or in none of them. */
export interface Clause {
  readonly patterns: readonly Pattern[];
  readonly inside: boolean;
}

/** A text that meets all demands; `limit` says that the search was given up. */
export type Example = { readonly text: string } | { readonly text: undefined; readonly limit: boolean };

const NONE: Example = { text: undefined, limit: false };

interface Lookup {
  readonly literals: ReadonlySet<string>;
  /** Names whose case does not count, in lower case. */
  readonly folded: ReadonlySet<string>;
  readonly others: readonly Pattern[];
}

/** Long lists are mostly names without wildcards. */
const LOOKUPS = new WeakMap<readonly Pattern[], Lookup>();

/** Whether a text meets a demand. */
export function meets({ patterns, inside }: Clause, text: string): boolean {
  const { literals, folded, others } = LOOKUPS.get(patterns) ?? lookupOf(patterns);
  const isNamed = literals.has(text) || (folded.size > 0 && folded.has(text.toLowerCase()));
  return (isNamed || others.some((pattern) => matchesPattern(pattern, text))) === inside;
}

function lookupOf(patterns: readonly Pattern[]): Lookup {
  const literals = new Set<string>();
  const folded = new Set<string>();
  const others: Pattern[] = [];
  for (const pattern of patterns) {
    const { literal, ignoresCase, prefix } = pattern;
    if (literal === undefined) others.push(pattern);
    else if (ignoresCase) folded.add(prefix);
    else literals.add(literal);
  }
  const made: Lookup = { literals, folded, others };
  LOOKUPS.set(patterns, made);
  return made;
}

/** Whether some text may meet all demands: there is one, or the search for it was given up. */
export function mayBeMet(clauses: readonly Clause[]): boolean {
  if (isMetBySample(clauses)) return true;
  const example = exampleOf(clauses);
  return example.text !== undefined || example.limit;
}

/** Patterns of a demand whose plainest text is tried before a search. */
const SAMPLES = 4;

/** Whether the plainest text of a pattern meets all demands: most often, one pattern is within the others. */
function isMetBySample(clauses: readonly Clause[]): boolean {
  return clauses.some(
    ({ inside, patterns }) =>
      inside &&
      patterns.length <= SAMPLES &&
      patterns.some((pattern) => {
        const text = plainestText(pattern);
        return clauses.every((clause) => meets(clause, text));
      }),
  );
}

/**
 * The shortest text that meets all demands: a search through the product of the patterns' automata. Exact: without an example
 * there is no such text.
 */
export function exampleOf(clauses: readonly Clause[]): Example {
  const known = EXAMPLES.get(clauses) ?? findExample(clauses);
  EXAMPLES.set(clauses, known);
  return known;
}

/** The same list is asked for again with each further demand on something else. */
const EXAMPLES = new WeakMap<readonly Clause[], Example>();

function findExample(clauses: readonly Clause[]): Example {
  const finite = isOneCase(clauses) ? clauses.find(isFinite) : undefined;
  if (finite !== undefined) {
    const found = finite.patterns.find(({ literal = '' }) => clauses.every((clause) => meets(clause, literal)));
    return found?.literal === undefined ? NONE : { text: found.literal };
  }
  const relevant = withoutForeign(clauses);
  if (relevant === undefined) return NONE;
  const plain = plainestOf(relevant);
  if (plain !== undefined) return { text: plain };
  const key = relevant.map(clauseKey).sort().join(' ');
  const found = SEARCHED.get(key) ?? search(relevant);
  SEARCHED.set(key, found);
  return found;
}

/** The shortest text of the only demand to be inside, if it meets the others too: it needs no search. */
function plainestOf(clauses: readonly Clause[]): string | undefined {
  const [only, ...more] = clauses.filter(({ inside }) => inside);
  if (more.length > 0) return undefined;
  const texts = only?.patterns.map((pattern) => (hasSingle(pattern) ? undefined : plainestText(pattern))) ?? [''];
  let shortest: string | undefined;
  for (const text of texts) {
    if (text === undefined) return undefined;
    if (shortest === undefined || text.length < shortest.length) shortest = text;
  }
  const isMet = shortest !== undefined && clauses.every((clause) => meets(clause, shortest));
  return isMet && texts.filter((text) => text?.length === shortest?.length).length === 1 ? shortest : undefined;
}

/** Many principals have the same statements, so the same demands are asked for again and again. */
const SEARCHED = new Map<string, Example>();
const NUMBERS = new Map<string, number>();
const NUMBERED = new WeakMap<Pattern, number>();

/** The same text for clauses with the same sets, whoever made them. */
function clauseKey({ patterns, inside }: Clause): string {
  const known = KEYS.get(patterns) ?? [...new Set(patterns.map(numberOf))].sort((a, b) => a - b).join(',');
  KEYS.set(patterns, known);
  return `${inside ? '+' : '-'}${known}`;
}

const KEYS = new WeakMap<readonly Pattern[], string>();

function numberOf(pattern: Pattern): number {
  const known = NUMBERED.get(pattern);
  if (known !== undefined) return known;
  const text = JSON.stringify([pattern.ignoresCase, pattern.steps]);
  const number = NUMBERS.get(text) ?? NUMBERS.size;
  NUMBERS.set(text, number);
  NUMBERED.set(pattern, number);
  return number;
}

/** With patterns of both kinds, the other spellings of a text count too. */
function isOneCase(clauses: readonly Clause[]): boolean {
  // All patterns of a list are of one kind.
  const first = clauses.find(({ patterns }) => patterns.length > 0)?.patterns[0]?.ignoresCase;
  return clauses.every(({ patterns: [own] }) => own === undefined || own.ignoresCase === first);
}

function isFinite({ inside, patterns }: Clause): boolean {
  return inside && patterns.every(({ literal }) => literal !== undefined);
}

/**
 * The clauses without the patterns that no text can be in that meets the others, by the beginnings of their texts: policies have
 * many patterns, and most concern other things. Undefined if a clause has none left.
 */
function withoutForeign(clauses: readonly Clause[]): Clause[] | undefined {
  let positive = clauses.filter(({ inside, patterns }) => inside && !patterns.some(isEverything));
  positive = positive.map((clause) => onlyMeeting(clause, positive));
  if (positive.some(({ patterns }) => patterns.length === 0)) return undefined;
  const negative = clauses
    .filter(({ inside }) => !inside)
    .map((clause) => onlyMeeting(clause, positive))
    .filter(({ patterns }) => patterns.length > 0);
  const left = positive.map((clause) => withoutExcluded(clause, negative));
  return left.some(({ patterns }) => patterns.length === 0) ? undefined : [...left, ...negative];
}

/** A clause without the patterns all of whose texts another demand leaves out. */
function withoutExcluded(clause: Clause, negative: readonly Clause[]): Clause {
  const isExcluded = (pattern: Pattern): boolean =>
    negative.some(({ patterns }) => patterns.some((outer) => outer.literal === undefined && contains(outer, pattern)));
  const patterns = clause.patterns.filter((pattern) => !isExcluded(pattern));
  return patterns.length === clause.patterns.length ? clause : { ...clause, patterns };
}

/** A clause with the patterns alone that may meet one of each other clause. */
function onlyMeeting(clause: Clause, others: readonly Clause[]): Clause {
  const patterns = others.reduce(
    (left, other) => (other === clause ? left : meetingAny(left, other.patterns)),
    clause.patterns,
  );
  return patterns === clause.patterns ? clause : { ...clause, patterns };
}

/** Patterns for which an index is not worth it. */
const FEW = 16;

/** Those of some patterns that may meet one of others, in their order. */
function meetingAny(patterns: readonly Pattern[], others: readonly Pattern[]): readonly Pattern[] {
  if (patterns.length <= FEW && others.length <= FEW) {
    return patterns.filter((pattern) => others.some((each) => mayMeet(each, pattern)));
  }
  if (patterns.length < others.length) {
    const index = indexOf(others);
    return patterns.filter((pattern) => index.meeting(pattern).length > 0);
  }
  const index = indexOf(patterns);
  const positions = new Set(others.flatMap((pattern) => index.meeting(pattern)));
  if (positions.size === patterns.length) return patterns;
  return [...positions].sort((a, b) => a - b).flatMap((position) => patterns[position] ?? []);
}

const INDEXES = new WeakMap<readonly Pattern[], PrefixIndex<number>>();

function indexOf(patterns: readonly Pattern[]): PrefixIndex<number> {
  const known =
    INDEXES.get(patterns) ?? new PrefixIndex(patterns.map((pattern, position) => [pattern, position] as const));
  INDEXES.set(patterns, known);
  return known;
}
