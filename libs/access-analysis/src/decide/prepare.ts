import { testsOf } from '../conditions/test';
import type { Test } from '../conditions/test';
import type { Statement } from '../policy/statement';
import { stringSet } from '../policy/text';
import type { KnownContext, StringSet } from '../policy/text';

/** A statement as sets, for one caller. */
export interface PreparedStatement {
  readonly statement: Statement;
  readonly actions: StringSet;
  readonly resources: StringSet;
  readonly tests: readonly Test[];
}

/** Statements without policy variables are the same for all callers, such as those of a boundary. */
const SHARED = new WeakMap<Statement, PreparedStatement>();

export function prepareStatement(statement: Statement, known: KnownContext): PreparedStatement {
  const shared = SHARED.get(statement);
  if (shared !== undefined) return shared;
  const prepared = new LazyStatement(statement, known);
  if (!statement.hasVariables || !writesVariable(statement)) SHARED.set(statement, prepared);
  return prepared;
}

/** Whether a statement, which has been prepared, is the same for all callers. */
export function isSameForAll(statement: Statement): boolean {
  return SHARED.has(statement);
}

/** Resources and conditions of most statements are never asked for, because no question is about their actions. */
class LazyStatement implements PreparedStatement {
  readonly actions: StringSet;
  private madeResources: StringSet | undefined;
  private madeTests: readonly Test[] | undefined;

  constructor(
    readonly statement: Statement,
    private readonly known: KnownContext,
  ) {
    this.actions = stringSet(statement.actions, known, ACTIONS);
  }

  get resources(): StringSet {
    const { resources, notResources: isNegated, hasVariables } = this.statement;
    const options = { wildcards: true, hasVariables, arn: true, isNegated };
    return (this.madeResources ??= stringSet(resources, this.known, options));
  }

  get tests(): readonly Test[] {
    return (this.madeTests ??= testsOf(this.statement, this.known));
  }
}

const ACTIONS = { wildcards: true, hasVariables: false, ignoresCase: true };

function writesVariable({ resources, conditions }: Statement): boolean {
  return [...resources, ...conditions.flatMap(({ values }) => values)].some((text) =>
    text.some((part) => typeof part === 'string' && part.includes('${')),
  );
}
