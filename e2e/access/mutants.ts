// Policies of templates, each statement widened once and narrowed once.
import type { AnalyzedStack, Principal } from '@careplane/access-analysis';
import { matchesPattern, wildcardPattern } from '../../libs/access-analysis/src/automata/pattern';

/** The stacks with one statement changed. */
export interface Mutant {
  readonly direction: 'widens' | 'narrows';
  /** Stack, and the keys that lead to the statement in its template. */
  readonly place: string;
  /** Whether the statement, as it was or as it is now, is about an action. */
  readonly concerns: (action: string) => boolean;
  /** Whether it is who may take a role that changes. */
  readonly isTrustOf: (role: Pick<Principal, 'stack' | 'id'>) => boolean;
  readonly stacks: () => AnalyzedStack[];
}

type Json = Readonly<Record<string, unknown>>;

/** Where a statement is, and what it says. */
interface Place {
  readonly stack: AnalyzedStack;
  readonly list: readonly (string | number)[];
  readonly index: number;
  readonly statement: Json;
}

/** Two mutants for each statement of each policy in some stacks. */
export function mutantsOf(stacks: readonly AnalyzedStack[]): Mutant[] {
  const places = stacks.flatMap((stack) => [...statementsIn(stack, stack.template, [])]);
  return places.flatMap((place) =>
    (['widens', 'narrows'] as const).map((direction) => ({
      direction,
      place: [place.stack.name, ...place.list, place.index].join('/'),
      concerns: concernsOf([place.statement, wider(place.statement)]),
      isTrustOf: ({ stack, id }: Pick<Principal, 'stack' | 'id'>) =>
        place.stack.name === stack && place.list[1] === id && place.list.includes('AssumeRolePolicyDocument'),
      stacks: () => stacks.map((stack) => (stack === place.stack ? changed(place, direction) : stack)),
    })),
  );
}

function concernsOf(statements: readonly Json[]): (action: string) => boolean {
  const patterns = statements.flatMap(({ Action }) =>
    // What a statement leaves out, or an action that is not plain text, may be any action.
    [Action ?? '*'].flat().map((action) => wildcardPattern(typeof action === 'string' ? action : '*', FOLDS)),
  );
  return (action) => patterns.some((pattern) => matchesPattern(pattern, action));
}

const FOLDS = { ignoresCase: true };

function* statementsIn(stack: AnalyzedStack, value: unknown, at: readonly (string | number)[]): Generator<Place> {
  if (Array.isArray(value)) {
    const isPolicy = at.at(-1) === 'Statement';
    for (const [index, each] of value.entries()) {
      if (isPolicy && isMap(each) && each['Effect'] !== undefined) yield { stack, list: at, index, statement: each };
      else yield* statementsIn(stack, each, [...at, index]);
    }
  } else if (isMap(value)) {
    for (const [key, each] of Object.entries(value)) yield* statementsIn(stack, each, [...at, key]);
  }
}

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function changed({ stack, list, index, statement }: Place, direction: Mutant['direction']): AnalyzedStack {
  const isAllow = statement['Effect'] === 'Allow';
  // Access gets wider by more that is allowed, or by less that is denied.
  const made = isAllow === (direction === 'widens') ? [wider(statement)] : [];
  const replaced = (statements: unknown) => (statements as readonly Json[]).toSpliced(index, 1, ...made);
  return { ...stack, template: withPart(stack.template, list, replaced) as AnalyzedStack['template'] };
}

/** A value with one part of it replaced. What is read of a template has one object for parts that are alike: only this place changes. */
export function withPart(
  value: unknown,
  [key, ...rest]: readonly (string | number)[],
  replaced: (part: unknown) => unknown,
): unknown {
  if (key === undefined) return replaced(value);
  if (Array.isArray(value)) return value.with(Number(key), withPart(value[Number(key)], rest, replaced));
  return { ...(value as Json), [key]: withPart((value as Json)[key], rest, replaced) };
}

/** The same statement about more: every resource, or else every action of its services, or else every request. */
function wider({ Resource, NotResource, Condition, ...rest }: Json): Json {
  const conditions = Condition === undefined ? {} : { Condition };
  if (NotResource !== undefined || (Resource !== undefined && Resource !== '*')) {
    return { ...rest, ...conditions, Resource: '*' };
  }
  const resource = Resource === undefined ? {} : { Resource };
  if (Condition !== undefined) return { ...rest, ...resource };
  if (rest['Principal'] !== undefined) return { ...rest, ...resource, Principal: { AWS: '*' } };
  const actions = [rest['Action'] ?? []].flat().map((action) => String(action).replace(/:.*/, ':*'));
  return rest['Action'] === undefined
    ? { ...rest, ...resource }
    : { ...rest, ...resource, Action: [...new Set(actions)] };
}
