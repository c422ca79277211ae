import type { Target } from '@careplane/platform/target';
import { unitEnvironmentKey, unitEnvironmentsOf } from '@careplane/platform/unit-environments';
import type { Clients } from '../aws/clients';
import { stacksNow } from '../aws/stack-now';
import { healthOf } from './stack-health';
import type { StackStatus } from './stack-health';
import type { Leftover } from '../ledger/leftovers';
import type { LedgerRecord } from '../ledger/ledger';

/** A unit in an environment: what the ledger has of it, and its stacks as they are. */
export interface UnitStatus {
  readonly unit: string;
  readonly environment: string;
  readonly record: LedgerRecord | undefined;
  /** undefined where the record does not name them. */
  readonly stacks: readonly StackStatus[] | undefined;
  /** Whether no file names it any more. */
  readonly leftover: boolean;
}

/** What runs where: the selected units, and what no file names any more. Each stack is looked at once. */
export async function unitStatuses(
  target: Target,
  ledger: ReadonlyMap<string, LedgerRecord>,
  leftovers: readonly Leftover[],
  clients: Clients,
): Promise<UnitStatus[]> {
  const selected = unitEnvironmentsOf(target).map((each) => ({
    ...{ unit: each.unit, environment: each.environment, leftover: false },
    record: ledger.get(unitEnvironmentKey(each)),
  }));
  const gone = leftovers.map(({ unit, environment, record }) => ({ unit, environment, record, leftover: true }));
  const all = [...selected, ...gone];
  const named = new Map(all.flatMap(({ record }) => record?.stacks ?? []).map((stack) => [keyOf(stack), stack]));
  const looked = await stacksNow([...named.values()], clients, target.model);
  const healthy = await healthOf(looked, clients, target.model);
  const now = new Map(healthy.map((stack) => [keyOf(stack), stack]));
  return all.map((each) => ({
    ...each,
    stacks: each.record?.stacks?.flatMap((stack) => now.get(keyOf(stack)) ?? []),
  }));
}

function keyOf({ account, region, name }: { account: string; region: string; name: string }): string {
  return `${account}/${region}/${name}`;
}
