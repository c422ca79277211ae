import { SHARED_SCOPE } from '@careplane/config';
import type { Target } from './target';
import { selectedBaseline } from './unit-selection';

/** A unit in an environment: what the ledger has one record for. `shared` is the name for the stacks that no environment owns. */
export interface UnitEnvironment {
  readonly unit: string;
  readonly environment: string;
}

/** A unit in an environment as one word, `medmo-api/production`: key of the ledger, and what people read. */
export function unitEnvironmentKey({ unit, environment }: UnitEnvironment): string {
  return `${unit}/${environment}`;
}

/** Every selected unit in every selected environment: the baseline, which is shared, then the platform's own unit. */
export function unitEnvironmentsOf({ model, selection }: Pick<Target, 'model' | 'selection'>): UnitEnvironment[] {
  const units = [
    ...(selection.service === undefined ? [model.unit] : []),
    ...model.services.filter(({ name }) => [undefined, name].includes(selection.service)).map(({ unit }) => unit),
  ].filter((unit) => selection.units?.includes(unit) ?? true);
  // What environments share is deployed with each of them, or by itself.
  const environments =
    selection.environment === SHARED_SCOPE
      ? [SHARED_SCOPE]
      : model.environments.map(({ name }) => name).filter((name) => [undefined, name].includes(selection.environment));
  const selected = selectedBaseline(model, selection);
  const baseline = selected === undefined ? [] : [{ unit: selected, environment: SHARED_SCOPE }];
  return [...baseline, ...units.flatMap((unit) => environments.map((environment) => ({ unit, environment })))];
}
