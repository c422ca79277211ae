// The resource of a request: characters that a question names, and a constant for the rest.
import { FALSE, matches, string, TRUE } from './terms';
import type { Term } from './terms';

/** What a question says of the resource: how it begins, and whether that is all of it. */
export interface Resource {
  readonly beginning: string;
  readonly isName: boolean;
  /** The whole resource. */
  readonly term: Term;
}

/** A constant for what follows the beginning. */
const REST: Term = 'rest';

/** The resource of a question that names an ARN with wildcards. */
export function resourceOf(arn: string): Resource {
  const beginning = beginningOf(arn);
  const isName = beginning === arn;
  return { beginning, isName, term: isName ? string(arn) : `(str.++ ${string(beginning)} ${REST})` };
}

/**
 * Whether the resource is in the set of a pattern. Z3 needs many steps for each character that it compares, and most ARNs begin alike:
 * the beginning is compared here, as far as that is comparing characters.
 */
export function resourceMatches({ beginning, isName, term }: Resource, pattern: string, arn: boolean): Term {
  const head = beginningOf(pattern);
  if (isName) return matches(term, pattern, { arn });
  if (!head.startsWith(beginning) && !beginning.startsWith(head)) return FALSE;
  const isShort = arn && colonsOf(head) < FIELDS - 1;
  if (isShort) return matches(term, pattern, { arn });
  if (head.startsWith(beginning)) {
    // In the last field, a wildcard is any character; a name has none.
    const isRest = !arn || pattern === head || colonsOf(beginning) >= FIELDS - 1;
    return isRest ? matches(REST, pattern.slice(beginning.length)) : matches(term, pattern, { arn });
  }
  if (pattern === head) return FALSE;
  if (pattern === `${head}*`) return TRUE;
  return matches(term, pattern, { arn });
}

const FIELDS = 6;

const colonsOf = (text: string): number => text.split(':').length - 1;

const beginningOf = (text: string): string => text.replace(/[*?][^]*$/, '');
