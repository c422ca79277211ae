import { testsOf } from '../conditions/test';
import type { Test } from '../conditions/test';
import { truthOf } from '../conditions/truth';
import type { Statement } from '../policy/statement';
import { textWords } from '../policy/text';
import type { Caller, Guard } from './question';

const ARN = 'aws:principalarn';

/** Finds callers that are allowed the same, but for policies of resources that name one of them. */
export class Likenesses {
  private readonly byKey = new Map<string, Caller>();
  private readonly numbers = new Map<Statement, number>();
  private readonly tests = new Map<string, AskedOfCallers | undefined>();

  constructor(private readonly guards: readonly Guard[]) {}

  /**
   * A caller with another one that it is like. Callers are alike if they have the same boundary, and if each condition on what is known
   * of them says the same of both.
   *
   * @param identity a word for the caller's own policies: the same word for the same policies, without conditions and variables
   */
  with(caller: Caller, identity: string): Caller {
    const boundary = this.keyOf(caller.boundary);
    const guardTests = this.testsFor('guards', () => this.guards.flatMap(({ statements }) => statements));
    const own = caller.boundary === undefined ? NO_TESTS : this.testsFor(boundary, () => caller.boundary ?? []);
    if (guardTests === undefined || own === undefined) return caller;
    // Most keys have few values. Only the ARN is another one for each caller, so what is asked of it counts.
    const arn = caller.known.get(ARN) ?? '';
    const arnTests = caller.known.has(ARN)
      ? [...guardTests.onArn, ...own.onArn].map((test) => truthOf(test, [arn]))
      : [];
    const keys = [...new Set([...guardTests.keys, ...own.keys])].filter((key) => caller.known.has(key)).sort();
    const values = keys.map((each) => JSON.stringify([each, caller.known.get(each)]));
    const key = [caller.kind, caller.account, identity, boundary, ...arnTests, ...values].join(' ');
    const like = this.byKey.get(key) ?? {
      ...caller,
      arn: `arn:aws:iam::${caller.account}:role/like-${this.byKey.size}`,
    };
    this.byKey.set(key, like);
    return { ...caller, like };
  }

  /** The tests of some statements on what can be known of a caller; undefined if they have policy variables. */
  private testsFor(key: string, statements: () => readonly Statement[]): AskedOfCallers | undefined {
    if (this.tests.has(key)) return this.tests.get(key);
    const found = distinctTests(statements());
    this.tests.set(key, found);
    return found;
  }

  /** The same text for the same statements. */
  private keyOf(statements: readonly Statement[] | undefined): string {
    if (statements === undefined) return 'none';
    const numbers = statements.map((statement) => {
      const known = this.numbers.get(statement) ?? this.numbers.size;
      this.numbers.set(statement, known);
      return known;
    });
    return numbers.join(',');
  }
}

/** What some statements ask of callers: tests of the ARN, and the other keys. */
interface AskedOfCallers {
  readonly onArn: readonly Test[];
  readonly keys: readonly string[];
}

const NO_TESTS: AskedOfCallers = { onArn: [], keys: [] };

function distinctTests(statements: readonly Statement[]): AskedOfCallers | undefined {
  const tests = new Map<string, Test>();
  for (const statement of statements) {
    if (statement.hasVariables && writesVariable(statement)) return undefined;
    for (const condition of statement.conditions) {
      const key = [condition.operator, condition.key, ...condition.values.map(textWords)].join('\n');
      if (tests.has(key)) continue;
      const [test] = testsOf({ ...statement, conditions: [condition] }, new Map());
      if (test !== undefined) tests.set(key, test);
    }
  }
  const all = [...tests.values()];
  const others = all.filter(({ key }) => key !== ARN).map(({ key }) => key);
  return { onArn: all.filter(({ key }) => key === ARN), keys: [...new Set(others)] };
}

function writesVariable({ resources, conditions }: Statement): boolean {
  return [...resources, ...conditions.flatMap(({ values }) => values)].some((text) =>
    text.some((part) => typeof part === 'string' && part.includes('${')),
  );
}
