import type { Mode } from '../conditions/solve';
import { layersOf } from './layers';
import type { PreparedStatement } from './prepare';
import type { Former, Guard } from './question';
import { isSilent, silent } from './silent';

/** One reason why requests were refused: a statement of each list covers them, and no statement of the other one does. */
export interface Refused {
  readonly inside: readonly (readonly PreparedStatement[])[];
  readonly outside: readonly PreparedStatement[];
}

/** Without a former state, nothing is left out. */
const ALL: readonly Refused[] = [{ inside: [], outside: [] }];

/**
 * The requests that were not allowed before, in parts. A request was refused if a deny covered it, or if in each of the ways in which
 * it could have been allowed, one policy had no statement for it.
 *
 * What is not known counts the other way round: a request was refused for certain only if it was not even possible.
 */
export function refusedBefore(former: Former | undefined, guard: Guard | undefined, mode: Mode): readonly Refused[] {
  if (former?.caller === undefined) return ALL;
  const before = guard === undefined ? undefined : formerGuard(former, guard);
  const { ways, denies } = layersOf(former.caller, before, mode === 'strict' ? 'lenient' : 'strict');
  const withoutAllow = choices(ways).map((layers) => ({ inside: [], outside: [...new Set(layers.flat())] }));
  return [...withoutAllow, ...denies.map((deny) => ({ inside: [[deny]], outside: [] }))];
}

function formerGuard({ guards }: Former, guard: Guard): Guard | undefined {
  const before = guards.get(guard.arn);
  return before !== undefined && isSilent(guard) ? silent(before) : before;
}

/** One layer of each way: the policy that had no statement. */
function choices(ways: readonly (readonly (readonly PreparedStatement[])[])[]): (readonly PreparedStatement[])[][] {
  return ways.reduce<(readonly PreparedStatement[])[][]>(
    (known, layers) => known.flatMap((chosen) => layers.map((layer) => [...chosen, layer])),
    [[]],
  );
}
