import { exampleOf, meets } from '../automata/language';
import type { Clause } from '../automata/language';
import { addressWords } from '../network/cidr';
import type { KnownContext, StringSet } from '../policy/text';
import { candidates } from './ordered';
import type { Ordered, Point } from './ordered';
import type { Test } from './test';
import { not, truthOf } from './truth';

/**
 * How an unknown value counts: `lenient` finds every request that may be possible, `strict` only requests that are possible
 * whatever the value will be.
 */
export type Mode = 'lenient' | 'strict';

/** A test, and whether it must hold or must fail. */
export interface Literal {
  readonly test: Test;
  readonly holds: boolean;
}

/** Values that a request has, by condition key; undefined for a key that it does not have. */
export type Values = ReadonlyMap<string, readonly string[] | undefined>;

/** Keys that every request has (IAM User Guide, "AWS global condition context keys": "always included"). */
const ALWAYS = new Set(
  ['aws:CurrentTime', 'aws:EpochTime', 'aws:SecureTransport', 'aws:PrincipalIsAWSService', 'aws:ViaAWSService'].map(
    (key) => key.toLowerCase(),
  ),
);

/** Values with which all literals are as they must be; undefined if there are none. */
export function solve(literals: readonly Literal[], known: KnownContext, mode: Mode): Values | undefined {
  const byKey = new Map<string, Literal[]>();
  for (const literal of literals) {
    const { key } = literal.test;
    byKey.set(key, [...(byKey.get(key) ?? []), literal]);
  }
  const values = new Map<string, readonly string[] | undefined>();
  for (const [key, own] of byKey) {
    const solved = solveKey(own, key, known, mode);
    if (solved === undefined) return undefined;
    values.set(own[0]?.test.name ?? key, solved.values);
  }
  return values;
}

interface Solved {
  readonly values: readonly string[] | undefined;
}

function solveKey(literals: readonly Literal[], key: string, known: KnownContext, mode: Mode): Solved | undefined {
  const fits = (values: readonly string[] | undefined): boolean =>
    literals.every(({ test, holds }) => {
      const truth = holds ? truthOf(test, values) : not(truthOf(test, values));
      return truth === 'unknown' ? mode === 'lenient' : truth;
    });
  if (known.has(key)) {
    const value = known.get(key);
    const values = value === undefined ? undefined : [value];
    return fits(values) ? { values } : undefined;
  }
  if (!ALWAYS.has(key) && fits(undefined)) return { values: undefined };
  const found = literals.some(({ test }) => test.qualifier !== 'single')
    ? severalValues(literals, mode)
    : oneValue(literals, mode);
  return found.map((values) => ({ values })).find(({ values }) => fits(values));
}

/** Values to try: if any fits, one of these does. */
function oneValue(literals: readonly Literal[], mode: Mode): string[][] {
  const clauses = literals.flatMap((literal) => clauseOf(literal, mode));
  const ordered = literals.flatMap(({ test }) => (test.demand.kind === 'ordered' ? [test.demand.ordered] : []));
  const [first] = ordered;
  if (first !== undefined) {
    const edges = ordered.filter(({ domain }) => domain === first.domain).flatMap((each) => each.edges);
    return candidates(first, edges)
      .map((point) => pointWords(first, point))
      .filter((text) => clauses.every((clause) => meets(clause, text)))
      .map((text) => [text]);
  }
  if (literals.some(({ test }) => test.demand.kind === 'text' && test.demand.isBoolean)) return [['true'], ['false']];
  const { text } = exampleOf(clauses);
  // A key without a value says little to people.
  const readable = text === '' && clauses.every((clause) => meets(clause, READABLE)) ? [[READABLE]] : [];
  return text === undefined ? [] : [...readable, [text]];
}

const READABLE = 'example';

/** For a key with several values: one value for each demand that some value fits, all within the demands on every value. */
function severalValues(literals: readonly Literal[], mode: Mode): string[][] {
  const isUniversal = ({ test, holds }: Literal) => (test.qualifier === 'all') === holds;
  const universal = literals.filter((each) => each.test.qualifier !== 'single' && isUniversal(each));
  const every = universal.flatMap((literal) => clauseOf(literal, mode));
  const some = literals.filter((each) => !universal.includes(each)).flatMap((literal) => clauseOf(literal, mode));
  const examples = (some.length === 0 ? [[]] : some.map((clause) => [clause])).map((own) =>
    exampleOf([...own, ...every]),
  );
  const values = examples.flatMap(({ text }) => (text === undefined ? [] : [text]));
  return values.length < examples.length ? [] : [[...new Set(values)]];
}

function clauseOf({ test: { demand }, holds }: Literal, mode: Mode): Clause[] {
  return demand.kind === 'text' ? [boundClause(demand.set, demand.inside === holds, mode)] : [];
}

/** The demand to be in a set, or outside: with the bound that the mode asks for. */
export function boundClause({ upper, lower }: StringSet, inside: boolean, mode: Mode): Clause {
  return { patterns: inside === (mode === 'lenient') ? upper : lower, inside };
}

function pointWords({ domain }: Ordered, point: Point): string {
  if (domain === 'address4') return addressWords(4, BigInt(point));
  if (domain === 'address6') return addressWords(6, BigInt(point));
  return domain === 'date' ? new Date(Number(point)).toISOString() : String(point);
}
