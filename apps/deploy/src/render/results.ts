import { table } from '@careplane/command-line';
import type { Pair, Standing } from '@careplane/deployment/ledger';
import type { StackResult } from '@careplane/deployment/rollout';

/** How each stack came out. */
export function renderResults(results: readonly StackResult[]): string {
  return table(
    ['stack', 'outcome', 'status', 'seconds'],
    results.map(({ stack, outcome, status, seconds }) => [
      stack.name,
      outcome,
      status,
      status === '' ? '' : String(seconds),
    ]),
    ['seconds'],
  );
}

/** The same as data. */
export function resultsAsData(
  platform: string,
  end: {
    readonly results: readonly StackResult[];
    readonly closed: readonly Pair[];
    readonly standings: readonly Standing[];
  },
) {
  return {
    platform,
    deployed: end.standings.map(({ pair, same }) => ({
      ...pair,
      outcome: same
        ? 'unchanged'
        : end.closed.some((each) => each.unit === pair.unit && each.environment === pair.environment)
          ? 'deployed'
          : 'not deployed',
    })),
    stacks: end.results.map(({ stack, ...rest }) => ({
      unit: stack.unit,
      stack: stack.name,
      account: stack.account,
      region: stack.region,
      ...rest,
    })),
  };
}
