import { testsOf } from '../conditions/test';
import type { Test } from '../conditions/test';
import { truthOf } from '../conditions/truth';
import type { Statement } from '../policy/statement';
import type { Caller, Guard } from './question';

/** Finds callers that are allowed the same, but for policies of resources that name one of them. */
export class Likenesses {
  private readonly byKey = new Map<string, Caller>();
  private readonly boundaries = new Map<readonly Statement[], number>();
  private readonly tests = new Map<readonly Statement[] | undefined, readonly Test[] | undefined>();

  constructor(private readonly guards: readonly Guard[]) {}

  /**
   * A caller with another one that it is like. Callers are alike if they have the same boundary, and if each condition on what is known
   * of them says the same of both.
   *
   * @param identity a word for the caller's own policies: the same word for the same policies, without conditions and variables
   */
  with(caller: Caller, identity: string): Caller {
    const guardTests = this.testsFor(undefined, () => this.guards.flatMap(({ statements }) => statements));
    const own = caller.boundary === undefined ? [] : this.testsFor(caller.boundary, () => caller.boundary ?? []);
    if (guardTests === undefined || own === undefined) return caller;
    const known = [...guardTests, ...own].map((test) =>
      caller.known.has(test.key) ? truthOf(test, valuesOf(caller.known.get(test.key))) : 'free',
    );
    const key = [caller.kind, caller.account, identity, this.numberOf(caller.boundary), ...known].join(' ');
    const like = this.byKey.get(key) ?? {
      ...caller,
      arn: `arn:aws:iam::${caller.account}:role/like-${this.byKey.size}`,
    };
    this.byKey.set(key, like);
    return { ...caller, like };
  }

  /** The tests of some statements on what can be known of a caller; undefined if they have policy variables. */
  private testsFor(
    key: readonly Statement[] | undefined,
    statements: () => readonly Statement[],
  ): readonly Test[] | undefined {
    if (this.tests.has(key)) return this.tests.get(key);
    const found = distinctTests(statements());
    this.tests.set(key, found);
    return found;
  }

  private numberOf(boundary: readonly Statement[] | undefined): number {
    if (boundary === undefined) return -1;
    const sense = boundary;
    const known = this.boundaries.get(sense) ?? this.boundaries.size;
    this.boundaries.set(sense, known);
    return known;
  }
}

function valuesOf(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

function distinctTests(statements: readonly Statement[]): readonly Test[] | undefined {
  const tests = new Map<string, Test>();
  for (const statement of statements) {
    if (statement.hasVariables && writesVariable(statement)) return undefined;
    for (const condition of statement.conditions) {
      const key = JSON.stringify(condition);
      if (tests.has(key)) continue;
      const [test] = testsOf({ ...statement, conditions: [condition] }, new Map());
      if (test !== undefined) tests.set(key, test);
    }
  }
  return [...tests.values()];
}

function writesVariable({ resources, conditions }: Statement): boolean {
  return [...resources, ...conditions.flatMap(({ values }) => values)].some((text) =>
    text.some((part) => typeof part === 'string' && part.includes('${')),
  );
}
