import { SHARED_SCOPE } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import type { Target } from '@careplane/platform/target';
import type { UnitEnvironment } from '@careplane/platform/unit-environments';
import type { LedgerRecord, RecordedStack } from './ledger';

/** A unit in an environment that the ledger has and no file names: deleted, renamed or moved. */
export interface Leftover extends UnitEnvironment {
  readonly record: LedgerRecord;
  /** Whether the whole unit is gone, or only this environment. */
  readonly gone: 'unit' | 'environment';
}

type Named = Pick<PlatformModel, 'unit' | 'baselineUnit'> & {
  readonly environments: readonly Pick<PlatformModel['environments'][number], 'name'>[];
  readonly services: readonly Pick<PlatformModel['services'][number], 'unit'>[];
};

/** Units of the files: the baseline, the platform's own, and one for each service. */
export function unitsInFiles({ unit, baselineUnit, services }: Named): string[] {
  return [...(baselineUnit === undefined ? [] : [baselineUnit]), unit, ...services.map((service) => service.unit)];
}

/**
 * What is in the account and no longer in any file, in the order in which it can be removed: services before the platform whose
 * values they read.
 */
export function leftoversOf(model: Named, ledger: ReadonlyMap<string, LedgerRecord>): Leftover[] {
  const units = unitsInFiles(model);
  const environments = [...model.environments.map(({ name }) => name), SHARED_SCOPE];
  const found = [...ledger].flatMap(([key, record]): Leftover[] => {
    const slash = key.indexOf('/');
    const [unit, environment] = [key.slice(0, slash), key.slice(slash + 1)];
    if (!units.includes(unit)) return [{ unit, environment, record, gone: 'unit' }];
    return environments.includes(environment) ? [] : [{ unit, environment, record, gone: 'environment' }];
  });
  const rank = ({ unit, record: { leftBy = unit } }: Leftover) => Number(leftBy === model.unit);
  const key = ({ unit, environment }: Leftover) => `${unit}/${environment}`;
  return found.sort((a, b) => rank(a) - rank(b) || (key(a) < key(b) ? -1 : 1));
}

/** What is left over, as far as it belongs to what was asked for: all of it for a platform, its own unit for a service. */
export function leftoversIn({ model, selection }: Target, leftovers: readonly Leftover[]): readonly Leftover[] {
  if (selection.service === undefined) return leftovers;
  const own = model.services.find(({ name }) => name === selection.service)?.unit;
  return leftovers.filter(({ unit, record: { leftBy = unit } }) => leftBy === own);
}

/** Units of the files that were never deployed: one of them may be the new name of a unit that is left over. */
export function neverDeployed(model: Named, ledger: ReadonlyMap<string, LedgerRecord>): string[] {
  const deployed = new Set([...ledger.keys()].map((key) => key.slice(0, key.indexOf('/'))));
  return unitsInFiles(model).filter((unit) => !deployed.has(unit));
}

/**
 * Stacks of what is left over, in the order in which they can be deleted: those of environments, each after what was deployed
 * after it, then those that the environments of a unit shared, where the whole unit is gone.
 *
 * @returns undefined where a record does not name its stacks, because an older Careplane wrote it
 */
export function stacksToDelete(leftovers: readonly Leftover[]): readonly RecordedStack[] | undefined {
  if (leftovers.some(({ record }) => record.stacks === undefined)) return undefined;
  const units = [...new Set(leftovers.map(({ unit }) => unit))];
  const ordered = units.flatMap((unit) => {
    const own = leftovers.filter((each) => each.unit === unit);
    const stacks = own.flatMap(({ record: { stacks = [] } }) => [...stacks].reverse());
    const shared = own.every(({ gone }) => gone === 'unit') ? stacks.filter((stack) => stack.shared === true) : [];
    return [...stacks.filter((stack) => stack.shared !== true), ...shared];
  });
  return [...new Map(ordered.map((stack) => [`${stack.account}/${stack.region}/${stack.name}`, stack])).values()];
}
