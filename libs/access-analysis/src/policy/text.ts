import { patternOf, wildcardPattern, wildcardPieces } from '../automata/pattern';
import type { Pattern, PatternOptions, Piece } from '../automata/pattern';

/** A part of a value whose content is known only later; the reason is for people. */
export interface Unknown {
  readonly unknown: string;
}

/** A text of a template, with the parts that are not known before deploy. */
export type Text = readonly (string | Unknown)[];

/** Values of condition keys that are known of a request, by the key in lower case; `undefined`: the request does not have the key. */
export type KnownContext = ReadonlyMap<string, string | undefined>;

/**
 * A set of texts between two bounds. The upper bound has a wildcard where something is not known; the lower bound leaves such
 * texts out. Without unknown parts, both are the same.
 */
export interface StringSet {
  readonly upper: readonly Pattern[];
  readonly lower: readonly Pattern[];
  /** What is not known. */
  readonly unknowns: readonly string[];
  /** Policy variables without a known value, in lower case. */
  readonly variables: readonly string[];
}

export interface TextOptions extends PatternOptions {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Whether the set is what a statement leaves out. @default false */
  readonly isNegated?: boolean;
  /** Whether the text has policy variables: not in a policy of version 2008-10-17. */
  readonly hasVariables: boolean;
}

/** The set of the texts that some values of a policy name. */
export function stringSet(texts: readonly Text[], known: KnownContext, options: TextOptions): StringSet {
  const key = keyOf(texts, options);
  if (key === undefined) return newSet(texts, known, options);
  const same = SAME.get(key) ?? newSet(texts, known, options);
  SAME.set(key, same);
  return same;
}

/** Sets of texts without unknown parts and variables. What is decided about a set is kept with it, and roles are much alike. */
const SAME = new Map<string, StringSet>();

/** The same word for the same texts; undefined if they have unknown parts or variables. */
function keyOf(texts: readonly Text[], options: TextOptions): string | undefined {
  const { wildcards, isNegated = false, hasVariables, ignoresCase = false, arn = false } = options;
  let key = [wildcards, isNegated, hasVariables, ignoresCase, arn].map(Number).join('');
  for (const text of texts) {
    for (const part of text) {
      if (typeof part !== 'string' || part.includes('${')) return undefined;
      key += ` ${part.length} ${part}`;
    }
    key += ';';
  }
  return key;
}

function newSet(texts: readonly Text[], known: KnownContext, options: TextOptions): StringSet {
  const plain = plainPatterns(texts, options);
  if (plain !== undefined) return { upper: plain, lower: plain, unknowns: [], variables: [] };
  const parsed = texts
    .map((text) => parse(text, known, options))
    .filter(
      // What a variable without a value does in NotResource, AWS does not say: it stays open.
      ({ isVoid }) => !isVoid || options.isNegated === true,
    );
  const upper = parsed.map(({ pieces }) => patternOf(pieces, options));
  return {
    upper,
    lower: upper.filter((_, index) => parsed[index]?.isExact),
    unknowns: parsed.flatMap(({ unknowns }) => unknowns),
    variables: parsed.flatMap(({ variables }) => variables),
  };
}

/** The patterns of texts with wildcards that are wholly known: most texts of policies, and the same ones again and again. */
function plainPatterns(texts: readonly Text[], options: TextOptions): readonly Pattern[] | undefined {
  if (!options.wildcards) return undefined;
  const patterns: Pattern[] = [];
  for (const [words, ...more] of texts) {
    if (typeof words !== 'string' || more.length > 0 || words.includes('${')) return undefined;
    patterns.push(wildcardPattern(words, options));
  }
  return patterns;
}

interface Parsed {
  readonly pieces: Piece[];
  readonly isExact: boolean;
  /** A variable without a value, in a request without the key: such a text fits nothing. */
  readonly isVoid: boolean;
  readonly unknowns: readonly string[];
  readonly variables: readonly string[];
}

const VARIABLE = /(\$\{[^}]*\})/;

function parse(text: Text, known: KnownContext, options: TextOptions): Parsed {
  const pieces: Piece[] = [];
  const unknowns: string[] = [];
  const variables: string[] = [];
  let isVoid = false;
  for (const part of text) {
    if (typeof part !== 'string') {
      pieces.push({ wildcard: '*' });
      unknowns.push(part.unknown);
      continue;
    }
    for (const piece of options.hasVariables ? part.split(VARIABLE) : [part]) {
      if (options.hasVariables && VARIABLE.test(piece)) {
        const value = variableValue(piece.slice(2, -1), known);
        if (value.text !== undefined) pieces.push(value.text);
        else {
          pieces.push({ wildcard: '*' });
          variables.push(value.name);
          isVoid ||= known.has(value.name);
        }
      } else if (piece !== '') {
        pieces.push(...(options.wildcards ? wildcardPieces(piece) : [piece]));
      }
    }
  }
  return { pieces, isExact: unknowns.length === 0 && variables.length === 0, isVoid, unknowns, variables };
}

/** `${*}`, `${?}` and `${$}` are the characters themselves; `${key, 'default'}` has a value for requests without the key. */
function variableValue(
  source: string,
  known: KnownContext,
): { readonly text: string } | { readonly text: undefined; readonly name: string } {
  if (['*', '?', '$'].includes(source)) return { text: source };
  const [name = '', byDefault] = source.split(',').map((each) => each.trim());
  const key = name.toLowerCase();
  const value = known.get(key);
  if (value !== undefined) return { text: value };
  if (known.has(key) && byDefault !== undefined) return { text: byDefault.replace(/^'|'$/g, '') };
  return { text: undefined, name: key };
}

/** A text for people; what is not known is in braces. */
export function textWords(text: Text): string {
  return text.map((part) => (typeof part === 'string' ? part : `{${part.unknown}}`)).join('');
}

/** Why a text is not known before deploy: its reasons. */
export function unknownWords(text: Text): string {
  return text.flatMap((part) => (typeof part === 'string' ? [] : [part.unknown])).join('; ');
}
