import { join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import { assemblyDigest } from '@careplane/platform/assembly-files';
import { shellWord } from '@careplane/problems';

/**
 * Stop if the assembly of a unit is not what the sources give. The judges read constructs, so they look at a fresh synthesis; what
 * they say counts for a written assembly only if that is the same.
 *
 * @param assemblies folder that synth wrote
 * @param fresh folder of the fresh synthesis
 * @param directory folder of the sources, for the command in the message
 * @throws BadInput if there is no assembly, or a different one
 */
export function requireSameAssembly(assemblies: string, fresh: string, unit: string, directory: string): void {
  const place = join(assemblies, unit);
  const digest = assemblyDigest(place);
  if (digest === undefined) {
    throw new BadInput(
      `${place} contains no assembly. Write it first: careplane synth ${shellWord(directory)} --out ${shellWord(assemblies)}`,
    );
  }
  if (digest !== assemblyDigest(join(fresh, unit))) {
    throw new BadInput(
      `${place} does not match ${directory}: it is older, or was changed by hand. Write it again: careplane synth ${shellWord(directory)} --out ${shellWord(assemblies)}`,
    );
  }
}
