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
  const { hasVariables } = statement;
  const prepared: PreparedStatement = {
    statement,
    actions: stringSet(statement.actions, known, { wildcards: true, hasVariables: false, ignoresCase: true }),
    resources: stringSet(statement.resources, known, {
      wildcards: true,
      hasVariables,
      arn: true,
      isNegated: statement.notResources,
    }),
    tests: testsOf(statement, known),
  };
  if (!hasVariables || !writesVariable(statement)) SHARED.set(statement, prepared);
  return prepared;
}

function writesVariable({ resources, conditions }: Statement): boolean {
  return [...resources, ...conditions.flatMap(({ values }) => values)].some((text) =>
    text.some((part) => typeof part === 'string' && part.includes('${')),
  );
}
