import type { Pattern } from '../automata/pattern';
import type { Condition, Statement } from '../policy/statement';
import { stringSet, textWords } from '../policy/text';
import type { KnownContext, StringSet, TextOptions } from '../policy/text';
import { orderedTest } from './ordered';
import type { Ordered } from './ordered';

/** What a condition demands of the values of a key. */
export interface Test {
  /** In lower case: keys ignore case. */
  readonly key: string;
  /** As written, for people. */
  readonly name: string;
  readonly qualifier: 'single' | 'any' | 'all';
  /** What holds for a request without the key. */
  readonly whenAbsent: boolean;
  /** `Null` asks for presence alone. */
  readonly demand: PresenceDemand | TextDemand | OrderedDemand | UnknownDemand;
}

export interface PresenceDemand {
  readonly kind: 'presence';
  readonly present: boolean;
}
export interface TextDemand {
  readonly kind: 'text';
  readonly set: StringSet;
  /** Whether the value must be in the set, or outside. */
  readonly inside: boolean;
  /** Whether the key has the values true and false alone. */
  readonly isBoolean?: boolean;
}
export interface OrderedDemand {
  readonly kind: 'ordered';
  readonly ordered: Ordered;
}
export interface UnknownDemand {
  readonly kind: 'unknown';
  readonly reason: string;
}

/** Operators on texts: whether `*` is a wildcard, whether the value is an ARN, whether case counts. */
const TEXT_OPERATORS: Readonly<Record<string, Omit<TextOptions, 'hasVariables'>>> = {
  stringequals: { wildcards: false },
  stringequalsignorecase: { wildcards: false, ignoresCase: true },
  stringlike: { wildcards: true },
  arnequals: { wildcards: true, arn: true },
  arnlike: { wildcards: true, arn: true },
  binaryequals: { wildcards: false },
  bool: { wildcards: false, ignoresCase: true },
};

/** The tests of a statement; all of them must hold. */
export function testsOf({ conditions, hasVariables }: Statement, known: KnownContext): Test[] {
  return conditions.map((condition) => testOf(condition, hasVariables, known));
}

function testOf({ operator, key, values }: Condition, hasVariables: boolean, known: KnownContext): Test {
  const words = operator.toLowerCase();
  const [qualifier, rest] = qualifierOf(words);
  const ifExists = rest.endsWith('ifexists');
  const base = ifExists ? rest.slice(0, -'ifexists'.length) : rest;
  const negated = /^(?:string|arn|numeric|date)not|^notip/.test(base);
  const shared = {
    key: key.toLowerCase(),
    name: key,
    qualifier,
    // A negated operator holds for a request without the key; so do IfExists and ForAllValues.
    whenAbsent: ifExists || qualifier === 'all' || (negated && qualifier === 'single'),
  };
  if (base === 'null') return { ...shared, ...presence(values.map(textWords)) };
  const options = TEXT_OPERATORS[base.replace(/^(string|arn)not/, '$1')];
  if (options !== undefined) {
    const set = stringSet(values, known, { ...options, hasVariables });
    return { ...shared, demand: { kind: 'text', set, inside: !negated, isBoolean: base === 'bool' } };
  }
  return { ...shared, demand: orderedDemand(base, operator, values.map(textWords)) };
}

function orderedDemand(base: string, operator: string, values: readonly string[]): OrderedDemand | UnknownDemand {
  const ordered = orderedTest(base, values);
  return ordered === undefined
    ? { kind: 'unknown', reason: `the operator ${operator} with ${values.join(', ')} cannot be read` }
    : { kind: 'ordered', ordered };
}

function presence(values: readonly string[]): Pick<Test, 'whenAbsent' | 'demand'> {
  const absent = values.some((value) => value.toLowerCase() === 'true');
  const present = values.some((value) => value.toLowerCase() === 'false');
  if (absent === present) {
    return { whenAbsent: absent, demand: { kind: 'unknown', reason: `Null with ${values.join(', ')} cannot be read` } };
  }
  return { whenAbsent: absent, demand: { kind: 'presence', present } };
}

function qualifierOf(operator: string): readonly [Test['qualifier'], string] {
  if (operator.startsWith('foranyvalue:')) return ['any', operator.slice('foranyvalue:'.length)];
  if (operator.startsWith('forallvalues:')) return ['all', operator.slice('forallvalues:'.length)];
  return ['single', operator];
}

/** A test made for a question: the value of a key is, or is not, in the patterns' sets. */
export function textTest(name: string, patterns: readonly Pattern[], inside = true): Test {
  const set: StringSet = { upper: patterns, lower: patterns, unknowns: [], variables: [] };
  return {
    key: name.toLowerCase(),
    name,
    qualifier: 'single',
    whenAbsent: !inside,
    demand: { kind: 'text', set, inside },
  };
}

/** A test made for a question: the request has the key, or does not have it. */
export function presenceTest(name: string, present: boolean): Test {
  return {
    key: name.toLowerCase(),
    name,
    qualifier: 'single',
    whenAbsent: !present,
    demand: { kind: 'presence', present },
  };
}
