import type { Clause } from '../automata/language';
import { wildcardPattern } from '../automata/pattern';
import type { Caller, Question } from '../decide/question';
import type { Statement } from '../policy/statement';
import { textWords } from '../policy/text';
import type { Text } from '../policy/text';
import { added } from './worlds';
import type { GuardPair, PrincipalPair } from './worlds';

/** One action and one resource of a statement that came or went, as the statement writes them. */
export interface Atom {
  /** Such as `s3:GetObject`, `s3:*`, or `all but iam:*`. */
  readonly action: string;
  readonly resource: string;
  readonly question: Question;
}

/** Everything, where it is not a statement that came but a limit that went. */
const EVERYTHING: Atom = {
  action: '*',
  resource: '*',
  question: { actions: [clauseOf(['*'], true, true)], resources: [clauseOf(['*'], false, true)] },
};

/** What a principal may have gained by a change of its own policies. */
export function atomsOfPrincipal({ before, after }: PrincipalPair): Atom[] {
  if (after === undefined) return [];
  const had: Pick<Caller, 'identity' | 'boundary'> = before ?? { identity: [], boundary: undefined };
  const isFreed = had.boundary !== undefined && after.boundary === undefined;
  const statements = [
    ...allows(added(after.identity, had.identity)),
    ...denies(added(had.identity, after.identity)),
    ...(had.boundary === undefined || after.boundary === undefined
      ? []
      : [...allows(added(after.boundary, had.boundary)), ...denies(added(had.boundary, after.boundary))]),
  ];
  return once([...statements.flatMap((statement) => atomsOf(statement)), ...(isFreed ? [EVERYTHING] : [])]);
}

/** What a principal may have gained by a change of a resource's policy. */
export function atomsOfGuard({ before, after }: GuardPair): Atom[] {
  const statements = [
    ...allows(added(after.statements, before.statements)),
    ...denies(added(before.statements, after.statements)),
  ];
  const covered = [after.arn, ...after.alsoCovers];
  return once(statements.flatMap((statement) => atomsOf(statement, covered)));
}

const allows = (statements: readonly Statement[]) => statements.filter(({ effect }) => effect === 'Allow');
const denies = (statements: readonly Statement[]) => statements.filter(({ effect }) => effect === 'Deny');

/**
 * @param covered what the policy of a resource is about, which limits the resources that its statement writes. Default: a policy of an
 *   identity, whose resources say it
 */
function atomsOf(statement: Statement, covered?: readonly string[]): Atom[] {
  const actions = partsOf(statement.actions, statement.notActions, { ignoresCase: true, hasVariables: false });
  const { hasVariables, notResources } = statement;
  const written = partsOf(statement.resources, notResources, { ignoresCase: false, hasVariables });
  const limits = covered === undefined ? [] : [clauseOf(covered, false, true)];
  // A policy says once which resource it is of: the name of the resource is what people look for.
  const resources =
    covered === undefined
      ? written
      : [{ words: covered[0] ?? '', clauses: notResources ? written.flatMap(({ clauses }) => clauses) : [] }];
  return actions.flatMap((action) =>
    resources.map((resource): Atom => ({
      action: action.words,
      resource: resource.words,
      question: { actions: action.clauses, resources: [...resource.clauses, ...limits] },
    })),
  );
}

interface Written {
  readonly words: string;
  readonly clauses: readonly Clause[];
}

interface Reading {
  readonly ignoresCase: boolean;
  readonly hasVariables: boolean;
}

/** Each text by itself; what `NotAction` and `NotResource` leave, in one. */
function partsOf(texts: readonly Text[], isNegated: boolean, { ignoresCase, hasVariables }: Reading): Written[] {
  const patterns = texts.map((text) => wildcardsOf(text, hasVariables));
  if (!isNegated) {
    return texts.map((text, index) => ({
      words: textWords(text),
      clauses: [clauseOf([patterns[index] ?? '*'], ignoresCase, true)],
    }));
  }
  const words = `all but ${texts.map(textWords).join(', ')}`;
  // What is not known may be left out or not: the question is about more, and the answer is exact.
  const known = texts.flatMap((text, index) =>
    text.every((part) => typeof part === 'string') ? [patterns[index] ?? ''] : [],
  );
  return [{ words, clauses: [clauseOf(known, ignoresCase, false)] }];
}

/** A text with a wildcard for what is not known, and for policy variables. */
function wildcardsOf(text: Text, hasVariables: boolean): string {
  const words = text.map((part) => (typeof part === 'string' ? part : '*')).join('');
  return hasVariables ? words.replace(/\$\{[^}]*\}/g, '*') : words;
}

function clauseOf(texts: readonly string[], ignoresCase: boolean, inside: boolean): Clause {
  return { patterns: texts.map((text) => wildcardPattern(text, { ignoresCase })), inside };
}

function once(atoms: readonly Atom[]): Atom[] {
  return [...new Map(atoms.map((atom) => [`${atom.action}\n${atom.resource}`, atom])).values()];
}
