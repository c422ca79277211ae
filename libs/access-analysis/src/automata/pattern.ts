/** Any one character. */
const ANY = 0;
/** Any number of any characters. */
const RUN = 1;
/** Any one character of a field of an ARN: no colon. */
const ANY_IN_FIELD = 2;
/** Any number of characters of a field of an ARN. */
export const RUN_IN_FIELD = 3;

/** One step of a pattern: a character, or one of the four wildcards above. */
export type Step = string | 0 | 1 | 2 | 3;

/** A set of texts that a policy writes with `*` and `?`. */
export interface Pattern {
  readonly steps: readonly Step[];
  /** Whether `A` and `a` are the same: in actions, and in operators that ignore case. */
  readonly ignoresCase: boolean;
  /** The only text of the set but for its case, if the pattern has no wildcard. */
  readonly literal: string | undefined;
  /** Characters with which every text of the set begins; in lower case if case does not count. */
  readonly prefix: string;
  /** Whether every text that begins with the prefix is in the set: the one wildcard is a `*` at the end. */
  readonly isBeginning: boolean;
}

/** A part of a text: characters, or a wildcard. */
export type Piece = string | { readonly wildcard: '*' | '?' };

export interface PatternOptions {
  /** @default false */
  readonly ignoresCase?: boolean;
  /**
   * Whether a wildcard stays within a field of an ARN. AWS compares the six fields of an ARN one by one, and completes one
   * with fewer fields with `*` (IAM User Guide, "IAM JSON policy elements: Resource" and "ARN condition operators").
   * @default false
   */
  readonly arn?: boolean;
}

/** The pattern of some pieces. */
export function patternOf(
  pieces: readonly Piece[],
  { ignoresCase = false, arn = false }: PatternOptions = {},
): Pattern {
  const [first] = pieces;
  // Most patterns of a platform are names, or names with a `*` at the end: their steps are asked for only by a search.
  const last = pieces.at(-1);
  const isBeginning =
    pieces.length === 2 && typeof first === 'string' && typeof last !== 'string' && last?.wildcard === '*';
  const isShort = (pieces.length === 1 && typeof first === 'string') || isBeginning;
  if (isShort && typeof first === 'string' && (!arn || isWholeArn(first))) {
    return new LazyPattern(first, isBeginning, ignoresCase);
  }
  const plain = stepsOf(pieces);
  const steps = arn ? inFields(plain) : plain;
  const isLiteral = steps.every((step) => typeof step === 'string');
  const firstWildcard = steps.findIndex((step) => typeof step !== 'string');
  const fixed = (firstWildcard < 0 ? steps : steps.slice(0, firstWildcard)).join('');
  return {
    steps,
    ignoresCase,
    literal: isLiteral ? steps.join('') : undefined,
    prefix: ignoresCase ? fixed.toLowerCase() : fixed,
    isBeginning: firstWildcard === steps.length - 1 && steps[firstWildcard] === RUN,
  };
}

function stepsOf(pieces: readonly Piece[]): Step[] {
  return pieces.flatMap((piece): Step[] => {
    if (typeof piece !== 'string') return [piece.wildcard === '*' ? RUN : ANY];
    return [...piece];
  });
}

/** Whether a text has all fields of an ARN, or is none: then it is compared as it is. */
function isWholeArn(text: string): boolean {
  const colons = text.split(':').length - 1;
  return colons === 0 || colons >= FIELDS - 1;
}

/** A name, or all texts that begin with one. */
class LazyPattern implements Pattern {
  readonly literal: string | undefined;
  readonly prefix: string;
  private made: readonly Step[] | undefined;

  constructor(
    private readonly text: string,
    readonly isBeginning: boolean,
    readonly ignoresCase: boolean,
  ) {
    this.literal = isBeginning ? undefined : text;
    this.prefix = ignoresCase ? text.toLowerCase() : text;
  }

  get steps(): readonly Step[] {
    return (this.made ??= this.isBeginning ? [...this.text, RUN] : [...this.text]);
  }
}

/** The same few thousand texts are asked for again and again: names of actions, and ARNs. */
const KNOWN = new Map<string, Pattern>();

/** The pattern of a text in which `*` and `?` are wildcards. */
export function wildcardPattern(text: string, options: PatternOptions = {}): Pattern {
  const key = `${options.ignoresCase === true ? 'i' : ''}${options.arn === true ? 'a' : ''} ${text}`;
  const known = KNOWN.get(key) ?? patternOf(wildcardPieces(text), options);
  KNOWN.set(key, known);
  return known;
}

/** A text, cut at its wildcards. */
export function wildcardPieces(text: string): Piece[] {
  if (text !== '' && !text.includes('*') && !text.includes('?')) return [text];
  return text
    .split(/([*?])/)
    .filter((part) => part !== '')
    .map((part) => (part === '*' || part === '?' ? { wildcard: part } : part));
}

/** The pattern that everything is in. */
export const EVERYTHING: Pattern = {
  steps: [RUN],
  ignoresCase: false,
  literal: undefined,
  prefix: '',
  isBeginning: true,
};

/** Fields of an ARN: partition, service, region, account and resource follow `arn`. */
const FIELDS = 6;

function inFields(steps: readonly Step[]): readonly Step[] {
  if (steps.length === 1 && steps[0] === RUN) return steps;
  const made: Step[] = [];
  let field = 1;
  for (const step of steps) {
    if (step === ':') field += 1;
    made.push(field < FIELDS && typeof step !== 'string' ? fieldStep(step) : step);
  }
  // A pattern without a colon, such as a bare `*x`, is no ARN and stays as it is.
  if (field === 1 || field >= FIELDS) return field === 1 ? steps : made;
  for (; field < FIELDS; field += 1) made.push(':', field === FIELDS - 1 ? RUN : RUN_IN_FIELD);
  return made;
}

function fieldStep(step: Step): Step {
  return step === RUN ? RUN_IN_FIELD : ANY_IN_FIELD;
}

export function isRun(step: Step | undefined): boolean {
  return step === RUN || step === RUN_IN_FIELD;
}

/** Whether a step accepts a character. */
export function accepts(step: Step | undefined, character: string, ignoresCase: boolean): boolean {
  if (step === undefined) return false;
  if (step === ANY || step === RUN) return true;
  if (step === ANY_IN_FIELD || step === RUN_IN_FIELD) return character !== ':';
  return step === character || (ignoresCase && step.toLowerCase() === character.toLowerCase());
}

/** Whether two sets can have a text in common, as far as the beginnings of their texts say. */
export function mayMeet(a: Pattern, b: Pattern): boolean {
  const fold = a.ignoresCase || b.ignoresCase;
  const [one, other] = fold ? [a.prefix.toLowerCase(), b.prefix.toLowerCase()] : [a.prefix, b.prefix];
  if (one.length < other.length) return other.startsWith(one) && mayBegin(a, other, fold);
  return one.startsWith(other) && mayBegin(b, one, fold);
}

/** Letters that may be two characters, or one in lower case; names that CloudFormation will choose have an ellipsis. */
const UNUSUAL = /[^\0-\x7f…]/;

/**
 * Whether a text of the set begins with some characters: `false` is certain.
 *
 * @param text starts with the pattern's prefix; in lower case if case does not count
 */
export function mayBegin(pattern: Pattern, text: string, ignoresCase: boolean): boolean {
  if (pattern.isBeginning || UNUSUAL.test(text)) return true;
  const { steps } = pattern;
  const from = (step: number, at: number): boolean => {
    for (let [place, position] = [step, at]; position < text.length; place += 1) {
      const wanted = steps[place];
      if (wanted === undefined) return false;
      // What a run takes is not limited, so it may take all that is left.
      if (wanted === RUN) return true;
      if (wanted === RUN_IN_FIELD) {
        const end = text.indexOf(':', position);
        if (end < 0) return true;
        if (steps[place + 1] !== ':') return fieldFrom(place, position, end);
        position = end;
        continue;
      }
      const character = text[position] ?? '';
      if (typeof wanted === 'string') {
        if (wanted !== character && !(ignoresCase && wanted.toLowerCase() === character)) return false;
      } else if (wanted === ANY_IN_FIELD && character === ':') return false;
      position += 1;
    }
    return true;
  };
  const fieldFrom = (place: number, position: number, end: number): boolean => {
    for (let next = position; next <= end; next += 1) if (from(place + 1, next)) return true;
    return false;
  };
  return from(pattern.prefix.length, pattern.prefix.length);
}

/** Compiled when they are first asked for: most patterns are never compared with a text. */
const COMPILED = new WeakMap<Pattern, RegExp>();

/** Whether a text is in the set of a pattern. */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const { literal, ignoresCase, prefix } = pattern;
  if (literal !== undefined && !ignoresCase) return literal === text;
  if (!(ignoresCase ? text.slice(0, prefix.length).toLowerCase() : text).startsWith(prefix)) return false;
  if (pattern.isBeginning) return true;
  const compiled = COMPILED.get(pattern) ?? compile(pattern);
  COMPILED.set(pattern, compiled);
  return compiled.test(text);
}

const WILDCARDS = ['[^]', '[^]*', '[^:]', '[^:]*'];

function compile({ steps, ignoresCase }: Pattern): RegExp {
  const source = steps.map((step) =>
    typeof step === 'string' ? step.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : (WILDCARDS[step] ?? ''),
  );
  return new RegExp(`^${source.join('')}$`, ignoresCase ? 'i' : '');
}

/** A text of the set: its wildcards stand for as little as they can. */
export function plainestText(pattern: Pattern): string {
  if (pattern.literal !== undefined) return pattern.literal;
  if (pattern.isBeginning) return pattern.prefix;
  return pattern.steps
    .map((step) => {
      if (typeof step === 'string') return step;
      return isRun(step) ? '' : 'x';
    })
    .join('');
}

/** Whether one of the wildcards stands for one character, so that the shortest texts are many. */
export function hasSingle(pattern: Pattern): boolean {
  if (pattern.literal !== undefined || pattern.isBeginning) return false;
  return pattern.steps.some((step) => step === ANY || step === ANY_IN_FIELD);
}

/** Whether every text is in the set. */
export function isEverything({ prefix, isBeginning }: Pattern): boolean {
  return isBeginning && prefix === '';
}

/** Places after a character, sorted. */
export function advance(
  places: readonly number[],
  steps: readonly Step[],
  character: string,
  ignoresCase: boolean,
): number[] {
  const next: number[] = [];
  for (const place of places) {
    const step = steps[place];
    if (accepts(step, character, ignoresCase)) next.push(isRun(step) ? place : place + 1);
  }
  return closure(next, steps);
}

/**
 * Places with those behind the runs, which may be empty; sorted, each once.
 *
 * @param places sorted
 */
export function closure(places: readonly number[], steps: readonly Step[]): number[] {
  const all: number[] = [];
  let last = -1;
  for (const place of places) {
    // The place before it has led here, and on to wherever this one leads.
    if (place <= last) continue;
    last = place;
    all.push(last);
    while (isRun(steps[last])) {
      last += 1;
      all.push(last);
    }
  }
  return all;
}
