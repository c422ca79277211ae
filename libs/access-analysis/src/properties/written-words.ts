import { IAM_ACTIONS } from '@careplane/aws-facts/iam-actions';
import { nearest } from '@careplane/problems';
import { matchesPattern, wildcardPattern } from '../automata/pattern';

/** Something in a property that does not fit the platform. */
export interface PropertyProblem {
  /** Position of the property, and keys in it. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

/** The environments that a property can name, with the words for several of them. */
export function environmentWords(environments: readonly { readonly name: string }[]): string[] {
  return [...environments.map(({ name }) => name), 'production', 'nonproduction', 'shared'];
}

/** A selection that fits nothing. */
export function aboutNothing(path: PropertyProblem['path'], given: string, what: string): PropertyProblem {
  return {
    path,
    message: `fits ${what}, so the property would always be proved`,
    given,
    allowed: 'a selection that fits at least one',
    fix: 'Widen the selection, or remove the property.',
  };
}

export function singleton(value: string | undefined): string[] | undefined {
  return value === undefined ? undefined : [value];
}

/** Patterns that fit none of some names. */
export function unknownNames(
  patterns: readonly string[] | undefined = [],
  path: PropertyProblem['path'],
  known: readonly string[],
  what: string,
  where = 'Run "careplane prove --json" for the names.',
): PropertyProblem[] {
  return patterns
    .filter((pattern) => {
      const compiled = wildcardPattern(pattern, { ignoresCase: true });
      return !known.some((name) => matchesPattern(compiled, name));
    })
    .map((pattern) => ({
      path,
      message: `does not fit the name of ${what} of the platform`,
      given: pattern,
      allowed: `a name, with * and ? as wildcards`,
      fix: guess(pattern, known) ?? where,
    }));
}

/** Words that are none of some words. */
export function unknownWords(
  words: readonly string[] | undefined = [],
  path: PropertyProblem['path'],
  known: readonly string[],
): PropertyProblem[] {
  return words
    .filter((word) => !known.includes(word))
    .map((word) => ({
      path,
      message: 'is not known',
      given: word,
      allowed: [...new Set(known)].join(', '),
      fix: guess(word, known) ?? 'Use one of the known words.',
    }));
}

/** Actions of services of the table that do not exist. */
export function unknownActions(actions: readonly string[], path: PropertyProblem['path']): PropertyProblem[] {
  return actions.flatMap((action): PropertyProblem[] => {
    const [service = '', name = ''] = action.split(':');
    const known = Object.keys(IAM_ACTIONS[service.toLowerCase()]?.actions ?? {});
    const pattern = wildcardPattern(name, { ignoresCase: true });
    if (known.length === 0 || known.some((each) => matchesPattern(pattern, each))) return [];
    const meant = nearest(name, known);
    return [
      {
        path,
        message: 'is no action of AWS, so it would always be proved',
        given: action,
        allowed: `an action of ${service}, with * and ? as wildcards`,
        fix:
          meant === undefined
            ? 'Write an action of the Service Authorization Reference.'
            : `Did you mean ${service}:${meant}?`,
      },
    ];
  });
}

function guess(word: string, known: readonly string[]): string | undefined {
  const near = nearest(word, known);
  return near === undefined ? undefined : `Did you mean ${near}?`;
}
