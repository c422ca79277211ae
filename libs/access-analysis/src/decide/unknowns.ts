import type { Test } from '../conditions/test';
import type { Layers } from './layers';
import type { PreparedStatement } from './prepare';

/** A value that no policy names: for a variable that nothing restricts. */
const FRESH = 'example';

/** The reasons why a decision is open: what is not known of the statements that allow, and of the denies. */
export function unknownsOf({ denies }: Layers, used: readonly PreparedStatement[]): string[] {
  const reasons = [...used, ...denies].flatMap(({ statement, actions, resources, tests }) => [
    ...(statement.maybe === undefined ? [] : [statement.maybe]),
    ...[actions, resources, ...tests.flatMap(setOf)].flatMap(({ unknowns, variables }) => [
      ...unknowns,
      ...variables.map((name) => `the policy variable ${name} has no value that is known before the request`),
    ]),
    ...tests.flatMap(({ demand }) => (demand.kind === 'unknown' ? [demand.reason] : [])),
    ...statement.principals.flatMap(({ values }) =>
      values.flatMap((value) => value.flatMap((part) => (typeof part === 'string' ? [] : [part.unknown]))),
    ),
  ]);
  return [...new Set(reasons)];
}

/** The policy variables of some statements, each with values to try: those that conditions compare the same key with. */
export function variablesOf({ denies }: Layers, used: readonly PreparedStatement[]): Map<string, string[]> {
  const all = [...used, ...denies];
  const names = all.flatMap(({ resources, tests }) =>
    [resources, ...tests.flatMap(setOf)].flatMap(({ variables }) => variables),
  );
  return new Map(
    names.map((name) => {
      const compared = all
        .flatMap(({ tests }) => tests.filter(({ key }) => key === name).flatMap(setOf))
        .flatMap(({ lower }) => lower.flatMap(({ literal }) => (literal === undefined ? [] : [literal])));
      return [name, [...new Set([...compared, FRESH])]];
    }),
  );
}

function setOf({ demand }: Test) {
  return demand.kind === 'text' ? [demand.set] : [];
}
