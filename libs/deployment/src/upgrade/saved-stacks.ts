import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput, counted } from '@careplane/command-line';
import { SHARED_SCOPE } from '@careplane/config';
import { assemblyDigest } from '@careplane/platform/assembly-store';
import { readAssembly } from '../assembly/assembly';
import type { AssembledStack } from '../assembly/assembly';

/** Which stacks of a folder are read. */
export interface SavedSelection {
  readonly units: readonly string[];
  /** The stacks of this environment and the shared ones; all if undefined. `shared`: the shared ones alone. */
  readonly environment?: string | undefined;
  /** Command that another version of the toolkit writes the folder with; for the fix. */
  readonly synth: string;
}

/**
 * The stacks that an earlier version of the toolkit wrote. Only the templates are read, so the assembly need not be one that
 * today's version accepts for a deploy.
 *
 * @throws BadInput with all units that the folder lacks, or whose files cannot be read
 */
export function savedStacks(folder: string, { units, environment, synth }: SavedSelection): AssembledStack[] {
  if (!existsSync(folder)) {
    throw new BadInput(
      `${folder} is no folder. --from needs the folder that synth of the version before wrote. Before you upgrade, or in a worktree of the commit before (git worktree add, npm ci), run: ${synth} --out before; then name that folder.`,
    );
  }
  const missing = units.filter((unit) => assemblyDigest(join(folder, unit)) === undefined);
  if (missing.length > 0) {
    throw new BadInput(
      `${folder} has no assembly of ${counted(missing.length, 'unit')}: ${missing.join(', ')}. --from needs the folder that synth of the version before wrote, with a folder for each unit. With that version, run: ${synth} --out ${folder}; for a unit that is new since then, leave it out with --unit.`,
    );
  }
  return units
    .flatMap((unit) => read(folder, unit, synth))
    .filter(
      (stack) => environment === undefined || [environment, SHARED_SCOPE].includes(stack.environment ?? SHARED_SCOPE),
    );
}

function read(folder: string, unit: string, synth: string): readonly AssembledStack[] {
  try {
    return readAssembly(folder, unit, '').stacks;
  } catch (error) {
    throw new BadInput(
      `The assembly of ${unit} in ${folder} cannot be read: ${(error as Error).message}. Write it again with the version before: ${synth} --out ${folder}`,
    );
  }
}
