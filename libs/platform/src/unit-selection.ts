import { SHARED_SCOPE } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';

/** Which units and environments a command works on; everything that is not named is selected. */
export interface UnitSelection {
  /** Only the service of this name, without the platform's own unit and the baseline. */
  readonly service?: string;
  /** Only the units of these names. The platform's own unit takes the baseline along: they are one project of Nx. */
  readonly units?: readonly string[];
  /** Only stacks of this environment, and what it shares with others. */
  readonly environment?: string;
}

/**
 * Name of the baseline's unit when it is selected; undefined when it is not, or when the platform has none of its own. An
 * account's baseline belongs to no environment: `--env staging` leaves it out, `--env shared` takes it along.
 */
export function selectedBaseline(
  { unit, baselineUnit }: Pick<PlatformModel, 'unit' | 'baselineUnit'>,
  { service, units, environment }: UnitSelection,
): string | undefined {
  if (baselineUnit === undefined || service !== undefined) return undefined;
  if (environment !== undefined && environment !== SHARED_SCOPE) return undefined;
  return units === undefined || units.includes(baselineUnit) || units.includes(unit) ? baselineUnit : undefined;
}
