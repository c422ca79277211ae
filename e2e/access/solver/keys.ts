// Condition keys as constants of SMT-LIB: whether a request has the key, and the value that it has then.
import { all, any, matches, not, string, TRUE, FALSE } from './terms';
import type { RegexOptions, Term } from './terms';

/** What a question says that this encoding does not have: the question is left out, and counted. */
export class NotEncoded extends Error {}

type Kind = 'text' | 'boolean' | 'number' | 'address' | 'list' | 'presence';

/** Values that a key with several values may have at most: more than any question asks to be different. */
const SLOTS = 3;

const SORTS: Readonly<Record<Kind, string>> = {
  text: 'String',
  list: 'String',
  boolean: 'Bool',
  number: 'Real',
  address: 'Int',
  presence: 'Bool',
};

/** AWS says of these that each request has them. */
const ALWAYS_PRESENT = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:securetransport',
  'aws:principalisawsservice',
  'aws:viaawsservice',
]);

interface Operator {
  readonly kind: Kind;
  readonly isNegated: boolean;
  readonly ifExists: boolean;
  readonly quantifier: 'any' | 'all' | undefined;
  /** Of one value, and one that the policy names. */
  readonly holds: (value: Term, wanted: string) => Term;
}

/** The keys of one question. */
export class Keys {
  private readonly kinds = new Map<string, Kind>();
  private readonly names = new Map<string, string>();

  /** Whether an operator holds for the request's value of a key. */
  condition(operatorWords: string, key: string, values: readonly string[]): Term {
    const operator = readOperator(operatorWords);
    const variable = values.find((value) => value.includes('${'));
    if (variable !== undefined) throw new NotEncoded(`the policy variable in the condition ${key}: ${variable}`);
    const { present } = this.key(key, operator.kind);
    if (operator.kind === 'presence') {
      return any(values.map((value) => (value.toLowerCase() === 'true' ? not(present) : present)));
    }
    const { kind, isNegated, quantifier, ifExists } = operator;
    const of = (value: Term): Term => {
      const one = any(values.map((wanted) => operator.holds(value, wanted)));
      return isNegated ? not(one) : one;
    };
    const whenPresent =
      kind === 'list'
        ? (quantifier === 'any' ? any : all)(
            this.slots(key).map(({ used, value }) =>
              quantifier === 'any' ? all([used, of(value)]) : any([not(used), of(value)]),
            ),
          )
        : of(this.value(key));
    const whenAbsent = ifExists || quantifier === 'all' || (isNegated && quantifier === undefined);
    return whenAbsent ? any([not(present), whenPresent]) : all([present, whenPresent]);
  }

  /** What is known of every request: the value of a key, or that it has none. */
  fix(key: string, value: string | undefined): Term {
    const name = key.toLowerCase();
    const kind = this.kinds.get(name);
    // A key that nothing asks for changes nothing.
    if (kind === undefined) return TRUE;
    const { present } = this.key(name, 'presence');
    if (value === undefined) return not(present);
    return all([present, kind === 'presence' ? TRUE : this.equals(name, kind, value)]);
  }

  /** The string value of a key, and whether the request has it, for a policy variable. */
  text(key: string): { readonly present: Term; readonly value: Term } {
    const { present } = this.key(key, 'text');
    return { present, value: this.value(key) };
  }

  declarations(): string[] {
    return [...this.kinds].flatMap(([key, kind]) => {
      const name = this.nameOf(key);
      const sort = SORTS[kind];
      const values =
        kind === 'list'
          ? this.slots(key).flatMap(({ used, value }) => [
              `(declare-const ${used} Bool)`,
              `(declare-const ${value} ${sort})`,
            ])
          : [`(declare-const v${name} ${sort})`];
      const bounds = kind === 'address' ? [`(assert (and (<= 0 v${name}) (< v${name} 4294967296)))`] : [];
      // A key that is there has a value.
      const used = kind === 'list' ? [`(assert (=> p${name} ${any(this.slots(key).map((slot) => slot.used))}))`] : [];
      const always = ALWAYS_PRESENT.has(key) ? [`(assert p${name})`] : [];
      return [`(declare-const p${name} Bool)`, ...values, ...bounds, ...used, ...always];
    });
  }

  private key(key: string, kind: Kind): { readonly present: Term } {
    const name = key.toLowerCase();
    const known = this.kinds.get(name);
    if (known === undefined || known === 'presence') this.kinds.set(name, kind);
    else if (kind !== 'presence' && kind !== known) throw new NotEncoded(`${key} is a ${known} and a ${kind}`);
    return { present: `p${this.nameOf(name)}` };
  }

  private value(key: string): Term {
    return `v${this.nameOf(key.toLowerCase())}`;
  }

  private slots(key: string): { readonly used: Term; readonly value: Term }[] {
    const name = this.nameOf(key.toLowerCase());
    return Array.from({ length: SLOTS }, (_, slot) => ({ used: `u${name}-${slot}`, value: `v${name}-${slot}` }));
  }

  private nameOf(key: string): string {
    const known = this.names.get(key) ?? String(this.names.size);
    this.names.set(key, known);
    return known;
  }

  private equals(key: string, kind: Kind, value: string): Term {
    const own = this.value(key);
    if (kind === 'boolean') return value.toLowerCase() === 'true' ? own : not(own);
    if (kind === 'number') return `(= ${own} ${numberOf(value)})`;
    if (kind === 'address') return `(= ${own} ${rangeOf(value).first})`;
    if (kind === 'list') throw new NotEncoded(`one value of ${key}, which has several`);
    return `(= ${own} ${string(value)})`;
  }
}

function readOperator(words: string): Operator {
  const lower = words.toLowerCase();
  const [, qualifier, rest = ''] = /^(?:for(any|all)values?:)?(.*)$/.exec(lower) ?? [];
  const quantifier: Operator['quantifier'] = qualifier === 'any' || qualifier === 'all' ? qualifier : undefined;
  const ifExists = rest.endsWith('ifexists');
  const base = ifExists ? rest.slice(0, -8) : rest;
  const isNegated = /not/.test(base);
  const shared = { isNegated, ifExists, quantifier };
  const [kind, holds] = meaningOf(base.replace('not', ''), words);
  if (quantifier === undefined) return { ...shared, kind, holds };
  if (kind !== 'text') throw new NotEncoded(words);
  return { ...shared, kind: 'list', holds };
}

function meaningOf(base: string, words: string): readonly [Kind, Operator['holds']] {
  const text = (options: RegexOptions) =>
    ['text', (value: Term, wanted: string) => matches(value, wanted, options)] as const;
  switch (base) {
    case 'null':
      return ['presence', () => FALSE];
    case 'bool':
      return ['boolean', (value, wanted) => (wanted.toLowerCase() === 'true' ? value : not(value))];
    case 'ipaddress':
      return [
        'address',
        (value, wanted) => {
          const { first, last } = rangeOf(wanted);
          return `(and (<= ${first} ${value}) (<= ${value} ${last}))`;
        },
      ];
    case 'stringequals':
      return text({ wildcards: false });
    case 'stringequalsignorecase':
      return text({ wildcards: false, ignoresCase: true });
    case 'stringlike':
      return text({});
    case 'arnequals':
    case 'arnlike':
      return text({ arn: true });
    default: {
      const relation = { lessthan: '<', lessthanequals: '<=', greaterthan: '>', greaterthanequals: '>=', equals: '=' }[
        base.replace(/^(numeric|date)/, '')
      ];
      if (!/^(numeric|date)/.test(base) || relation === undefined) throw new NotEncoded(words);
      return ['number', (value, wanted) => `(${relation} ${value} ${numberOf(wanted)})`];
    }
  }
}

/** A number, or a date in seconds since 1970. */
function numberOf(text: string): Term {
  const value = /^\d{4}-\d\d/.test(text) ? Date.parse(text) / 1000 : Number(text);
  if (!Number.isFinite(value) || value < 0) throw new NotEncoded(`the number ${text}`);
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function rangeOf(cidr: string): { readonly first: number; readonly last: number } {
  const [, address = '', bits = '32'] = /^(\d+\.\d+\.\d+\.\d+)(?:\/(\d+))?$/.exec(cidr) ?? [];
  if (address === '') throw new NotEncoded(`the addresses ${cidr}`);
  const size = 2 ** (32 - Number(bits));
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(number / size) * size;
  return { first, last: first + size - 1 };
}
