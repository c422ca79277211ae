import type { Clause, Example } from './language';
import { advance, closure } from './pattern';
import type { Pattern } from './pattern';

/** States after which a search is given up: the policies of IAM need some hundreds. */
const MOST_STATES = 20_000;

/** A part of the tree of the beginnings of a list of patterns. */
interface Branch {
  readonly number: number;
  readonly next: Map<string, Branch>;
  /** Patterns whose fixed beginning ends here. */
  readonly patterns: Pattern[];
}

/** Where a text may be in the patterns of a clause: in the tree of their beginnings, and in those whose wildcards have begun. */
interface Places {
  readonly branch: Branch | undefined;
  readonly begun: readonly Begun[];
}

interface Begun {
  readonly pattern: Pattern;
  readonly places: readonly number[];
}

interface Node {
  readonly places: readonly Places[];
  readonly text: string;
}

/**
 * The shortest text that meets all demands: a search through the product of the clauses' automata. A list of thousands of names is
 * one tree, so a state has one place in it.
 */
export function search(clauses: readonly Clause[]): Example {
  const folds = clauses.map(({ patterns }) => patterns.some(({ ignoresCase }) => ignoresCase));
  const start = clauses.map(({ patterns }, index) => entered(treeOf(patterns, folds[index] === true), []));
  const first = afterForced(clauses, folds, { places: start, text: '' });
  if (isDead(clauses, first.places)) return { text: undefined, limit: false };
  const seen = new Set([keyOf(first.places)]);
  let open: Node[] = [first];
  while (open.length > 0) {
    const next: Node[] = [];
    for (const { places, text } of open) {
      if (isEnd(clauses, places)) return { text };
      for (const character of charactersAt(places, folds)) {
        const after = places.map((each, index) => advanced(each, character, folds[index] === true));
        if (isDead(clauses, after)) continue;
        const key = keyOf(after);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ places: after, text: text + character });
      }
      if (seen.size > MOST_STATES) return { text: undefined, limit: true };
    }
    open = next;
  }
  return { text: undefined, limit: false };
}

const TREES = new WeakMap<readonly Pattern[], Branch>();

function treeOf(patterns: readonly Pattern[], foldsCase: boolean): Branch {
  const known = TREES.get(patterns);
  if (known !== undefined) return known;
  let count = 0;
  const branch = (): Branch => ({ number: (count += 1), next: new Map(), patterns: [] });
  const root = branch();
  for (const pattern of patterns) {
    let at = root;
    for (const character of foldsCase ? pattern.prefix.toLowerCase() : pattern.prefix) {
      const next = at.next.get(character) ?? branch();
      at.next.set(character, next);
      at = next;
    }
    at.patterns.push(pattern);
  }
  TREES.set(patterns, root);
  return root;
}

/** The places at a branch: patterns whose wildcards begin there are followed one by one. */
function entered(branch: Branch | undefined, begun: readonly Begun[]): Places {
  if (branch === undefined || branch.patterns.length === 0) return { branch, begun };
  const more = branch.patterns.map((pattern) => ({
    pattern,
    places: closure([[...pattern.prefix].length], pattern.steps),
  }));
  return { branch, begun: [...begun, ...more] };
}

function advanced({ branch, begun }: Places, character: string, foldsCase: boolean): Places {
  const on = begun.flatMap(({ pattern, places }) => {
    const after = advance(places, pattern.steps, character, pattern.ignoresCase);
    return after.length === 0 ? [] : [{ pattern, places: after }];
  });
  return entered(branch?.next.get(foldsCase ? character.toLowerCase() : character), on);
}

function isDead(clauses: readonly Clause[], places: readonly Places[]): boolean {
  return clauses.some(({ inside }, index) => {
    const own = places[index];
    return inside && own?.begun.length === 0 && (own.branch === undefined || own.branch.next.size === 0);
  });
}

function isEnd(clauses: readonly Clause[], places: readonly Places[]): boolean {
  return clauses.every(
    ({ inside }, index) =>
      (places[index]?.begun.some(({ pattern, places: own }) => own.includes(pattern.steps.length)) ?? false) === inside,
  );
}

/** The place after all characters at the beginning that have no alternative: most of an ARN. No shorter text can be in all sets. */
function afterForced(clauses: readonly Clause[], folds: readonly boolean[], { places: start, text: none }: Node): Node {
  let [places, text] = [start, none];
  const foldsAny = folds.includes(true);
  for (;;) {
    const on = forcedText(clauses, places, foldsAny);
    if (on.length === 0) return { places, text };
    places = places.map((each, index) => advancedBy(each, on, folds[index] === true));
    text += on.join('');
  }
}

/** The only characters that lead on, as far as one demand says. */
function forcedText(clauses: readonly Clause[], places: readonly Places[], foldsAny: boolean): string[] {
  for (const [index, { branch, begun }] of places.entries()) {
    if (clauses[index]?.inside !== true || begun.length > 0 || branch === undefined) continue;
    const on: string[] = [];
    for (let at = branch; at.next.size === 1 && at.patterns.length === 0;) {
      const [[character, next] = []] = at.next;
      if (character === undefined || next === undefined) break;
      // Both cases lead on where case does not count.
      if (foldsAny && character.toLowerCase() !== character.toUpperCase()) break;
      on.push(character);
      at = next;
    }
    if (on.length > 0) return on;
  }
  return [];
}

/** The place after several characters: before the first wildcard, it is one place in the tree. */
function advancedBy(from: Places, characters: readonly string[], foldsCase: boolean): Places {
  let { branch, begun } = from;
  for (const character of characters) {
    if (begun.length > 0) ({ branch, begun } = advanced({ branch, begun }, character, foldsCase));
    else {
      branch = branch?.next.get(foldsCase ? character.toLowerCase() : character);
      if (branch === undefined) return { branch, begun };
      if (branch.patterns.length > 0) ({ begun } = entered(branch, begun));
    }
  }
  return { branch, begun };
}

/** Characters that stand for all that no pattern names; the first ones make readable examples. */
const OTHERS = 'x0aeiou123456789bcdfghjklmnpqrstvwyz~!^';

/** Characters that lead to different places, and one for all others. */
function charactersAt(places: readonly Places[], folds: readonly boolean[]): Set<string> {
  const named = new Set<string>();
  const name = (character: string, foldsCase: boolean) => {
    named.add(character);
    if (!foldsCase) return;
    named.add(character.toLowerCase());
    named.add(character.toUpperCase());
  };
  places.forEach(({ branch, begun }, index) => {
    for (const character of branch?.next.keys() ?? []) name(character, folds[index] === true);
    for (const { pattern, places: own } of begun) {
      for (const place of own) {
        const step = pattern.steps[place];
        if (step === 2 || step === 3) named.add(':');
        if (typeof step === 'string') name(step, pattern.ignoresCase);
      }
    }
  });
  const other = [...OTHERS].find((character) => !named.has(character));
  if (other !== undefined) named.add(other);
  return named;
}

const NUMBERS = new WeakMap<Pattern, number>();
let numbered = 0;

function keyOf(places: readonly Places[]): string {
  return places
    .map(
      ({ branch, begun }) =>
        `${branch?.number ?? ''};${begun.map(({ pattern, places: own }) => `${numberOf(pattern)}:${own.join(',')}`).join(';')}`,
    )
    .join('|');
}

function numberOf(pattern: Pattern): number {
  const known = NUMBERS.get(pattern) ?? (numbered += 1);
  NUMBERS.set(pattern, known);
  return known;
}
