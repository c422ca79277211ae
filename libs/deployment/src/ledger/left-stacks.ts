import { SHARED_SCOPE } from '@careplane/config';
import { unitEnvironmentKey } from '@careplane/platform/unit-environments';
import type { UnitEnvironment } from '@careplane/platform/unit-environments';
import type { LedgerRecord, RecordedStack } from './ledger';

/** An entry of the ledger for a stack that its unit no longer has. */
export interface LeftStack extends UnitEnvironment {
  readonly record: LedgerRecord;
}

type Ledger = ReadonlyMap<string, LedgerRecord>;

interface Recorded extends UnitEnvironment {
  /** The stacks that the unit has now. */
  readonly stacks: readonly RecordedStack[];
}

/**
 * Stacks that the last record of a unit names and that the unit no longer has. The new record does not name them, so each gets an entry
 * of its own, in which its name takes the place of a unit: it is then listed and retired like a unit that no file has.
 *
 * Stacks that all environments share count with the record of `shared` alone, and a stack that another unit has now is not left.
 */
export function stacksLeft(unit: Recorded, ledger: Ledger): LeftStack[] {
  const record = ledger.get(unitEnvironmentKey(unit));
  if (record === undefined) return [];
  const taken = [...ledger]
    .filter(([key, { leftBy }]) => leftBy === undefined && !key.startsWith(`${unit.unit}/`))
    .flatMap(([, { stacks = [] }]) => stacks);
  const known = new Set([...unit.stacks, ...taken].map(placeOf));
  const left = (record.stacks ?? []).filter(
    (stack) => !known.has(placeOf(stack)) && (stack.shared !== true || unit.environment === SHARED_SCOPE),
  );
  const { shared: _, retiring: __, ...rest } = record;
  return left.map((stack) => ({
    unit: entryOf(stack, unit, ledger),
    environment: unit.environment,
    record: { ...rest, stacks: [stack], leftBy: unit.unit },
  }));
}

/** Entries of stacks that a unit has again: they end. */
export function stacksHadAgain(unit: Recorded, ledger: Ledger): UnitEnvironment[] {
  const known = new Set(unit.stacks.map(placeOf));
  return [...ledger].flatMap(([key, { leftBy, stacks = [] }]) => {
    if (leftBy !== unit.unit || !stacks.every((stack) => known.has(placeOf(stack)))) return [];
    const slash = key.indexOf('/');
    return [{ unit: key.slice(0, slash), environment: key.slice(slash + 1) }];
  });
}

/** The name of the stack; with its account and region where a unit, or a stack of the same name elsewhere, has an entry under this name. */
function entryOf(stack: RecordedStack, { unit, environment }: UnitEnvironment, ledger: Ledger): string {
  const names = [...ledger.keys()].map((key) => key.slice(0, key.indexOf('/')));
  const own = ledger.get(unitEnvironmentKey({ unit: stack.name, environment }));
  const isOwn = own?.leftBy === unit && own.stacks?.every((each) => placeOf(each) === placeOf(stack)) === true;
  return isOwn || !names.includes(stack.name) ? stack.name : `${stack.name}-${stack.account}-${stack.region}`;
}

function placeOf({ account, region, name }: RecordedStack): string {
  return `${account}/${region}/${name}`;
}
