// Whether a statement of a policy covers a request, as a term.
import { NotEncoded } from './keys';
import type { Keys } from './keys';
import { resourceMatches } from './resource';
import type { Resource } from './resource';
import { all, any, FALSE, matches, not, string } from './terms';
import type { Term } from './terms';

type Many = string | readonly string[];

/** A statement as a policy writes it. */
export interface WrittenStatement {
  readonly Effect: string;
  readonly Action?: Many;
  readonly NotAction?: Many;
  readonly Resource?: Many;
  readonly NotResource?: Many;
  readonly Principal?: '*' | Readonly<Record<string, Many>>;
  readonly NotPrincipal?: '*' | Readonly<Record<string, Many>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Many>>>>;
}

/** A request. */
export interface Request {
  /** In lower case. */
  readonly action: Term;
  readonly resource: Resource;
  readonly keys: Keys;
  /** Values of condition keys that every request of the question has; undefined: none has the key. */
  readonly known: ReadonlyMap<string, string | undefined>;
}

export const listOf = (value: Many | undefined): readonly string[] => [value ?? []].flat();

/** Whether a statement is about a request. */
export function covers(
  { Action, NotAction, Resource, NotResource, Condition = {} }: WrittenStatement,
  request: Request,
): Term {
  const action = (patterns: Many | undefined): Term =>
    any(listOf(patterns).map((pattern) => matchesAction(request, pattern)));
  const resource = (texts: Many | undefined): Term => any(listOf(texts).map((text) => matchesResource(request, text)));
  if (NotResource !== undefined && listOf(NotResource).some((text) => VARIABLE.test(text))) {
    throw new NotEncoded(
      'a policy variable in NotResource: AWS does not say what a variable without a value leaves out',
    );
  }
  return all([
    NotAction === undefined ? action(Action) : not(action(NotAction)),
    ...(Resource === undefined ? [] : [resource(Resource)]),
    ...(NotResource === undefined ? [] : [not(resource(NotResource))]),
    ...Object.entries(Condition).flatMap(([operator, ofKeys]) =>
      Object.entries(ofKeys).map(([key, values]) => request.keys.condition(operator, key, listOf(values))),
    ),
  ]);
}

/** Case does not count in actions, and the request's is in lower case. */
export function matchesAction({ action }: Request, pattern: string): Term {
  return matches(action, pattern.toLowerCase());
}

const VARIABLE = /\$\{([^}]*)\}/;

function matchesResource({ resource, keys, known }: Request, written: string): Term {
  const text = withKnown(written, known);
  // A variable without a value fits no resource.
  if (text === undefined) return FALSE;
  const [before = '', variable, after = '', another] = text.split(VARIABLE);
  if (variable === undefined) return resourceMatches(resource, text, true);
  const isPrefix = after.endsWith('*');
  const rest = isPrefix ? after.slice(0, -1) : after;
  if (another !== undefined || /[*?]/.test(before + rest) || before.split(':').length < 6) {
    throw new NotEncoded(`the policy variable in ${written}`);
  }
  const { present, value } = keys.text(variable);
  const fixed = `(str.++ ${string(before)} ${value} ${string(rest)})`;
  return all([present, isPrefix ? `(str.prefixof ${fixed} ${resource.term})` : `(= ${resource.term} ${fixed})`]);
}

/** A text with the values of its policy variables, as far as they are known; undefined if one is known to have none. */
function withKnown(text: string, known: ReadonlyMap<string, string | undefined>): string | undefined {
  let isVoid = false;
  const filled = text.replace(new RegExp(VARIABLE, 'g'), (whole, source: string) => {
    const [name = '', byDefault] = source.split(',').map((each) => each.trim());
    const key = name.toLowerCase();
    if (!known.has(key)) {
      if (byDefault !== undefined) throw new NotEncoded(`a default of ${name}, which may be absent`);
      return whole;
    }
    const value = known.get(key) ?? byDefault?.replace(/^'|'$/g, '');
    isVoid ||= value === undefined;
    return value ?? '';
  });
  return isVoid ? undefined : filled;
}
