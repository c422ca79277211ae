import { unitEnvironmentKey, unitEnvironmentsOf } from '@careplane/platform/unit-environments';
import type { Target } from '@careplane/platform/target';
import type { LedgerRecord, RecordedStack } from '../ledger/ledger';

/** Stacks of what is deployed of a selection, each once, and the units of which an older record does not name them. */
export function recordedStacks(
  target: Target,
  ledger: ReadonlyMap<string, LedgerRecord>,
): { readonly stacks: readonly RecordedStack[]; readonly unnamed: readonly string[] } {
  const found = unitEnvironmentsOf(target).flatMap((each) => {
    const record = ledger.get(unitEnvironmentKey(each));
    return record === undefined ? [] : [{ key: unitEnvironmentKey(each), stacks: record.stacks }];
  });
  const named = found.flatMap(({ stacks = [] }) => stacks);
  return {
    stacks: [...new Map(named.map((stack) => [`${stack.account}/${stack.region}/${stack.name}`, stack])).values()],
    unnamed: found.filter(({ stacks }) => stacks === undefined).map(({ key }) => key),
  };
}
