import { join } from 'node:path';
import type { PlatformModel } from '@careplane/config';
import { synthesize, unitsOf } from '@careplane/platform';
import type { Target } from '@careplane/platform/target';
import type { MadeUnit } from './evidence-input';

/**
 * Synthesize the selected units, each into a folder of its own inside of one, for judges that read constructs and templates.
 *
 * @param selection `{}`: every unit of the platform
 * @param progress gets a line for each unit
 */
export function synthesizeUnits(
  model: PlatformModel,
  selection: Target['selection'],
  folder: string,
  progress: (text: string) => void,
): MadeUnit[] {
  return unitsOf(model, selection).map((unit) => {
    progress(`synthesizing ${unit.name}`);
    return { name: unit.name, made: synthesize(model, unit, join(folder, unit.name)) };
  });
}
