import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput, counted } from '@careplane/command-line';
import { SHARED_SCOPE } from '@careplane/config';
import { assemblyFiles } from '@careplane/platform/assembly-files';
import type { Target } from '@careplane/platform/target';
import { unitEnvironmentsOf } from '@careplane/platform/unit-environments';
import { readStacks } from '../assembly/assembly';
import type { AssembledStack } from '../assembly/assembly';

/**
 * The selected stacks as an earlier version of the toolkit wrote them. Only the templates are read, so the assembly need not be
 * one that today's version accepts for a deploy. Where everything is selected, units that exist no longer are read as well.
 *
 * @param folder what `synth` of the version before wrote: a folder for each unit
 * @param synth command that writes it; for the fix
 * @throws BadInput with all units that the folder lacks, or whose files cannot be read
 */
export function savedStacks(folder: string, target: Target, synth: string): AssembledStack[] {
  refuseOther(folder, synth);
  const { model, selection } = target;
  const units = [...new Set(unitEnvironmentsOf(target).map(({ unit }) => unit))];
  const has = (unit: string) => assemblyFiles(join(folder, unit)) !== undefined;
  // Services come from the files of the platform, which are the same for both versions; a baseline may be new in this one.
  const missing = units.filter((unit) => unit !== model.baselineUnit && !has(unit));
  if (missing.length > 0) {
    throw new BadInput(
      `${folder} has no assembly of ${counted(missing.length, 'unit')}: ${missing.join(', ')}. --from needs the folder that synth of the version before wrote. With that version, run: ${synth} --out ${folder}`,
    );
  }
  const isWhole = selection.service === undefined && selection.units === undefined;
  const { environment } = selection;
  return (isWhole ? readdirSync(folder).sort() : units)
    .filter(has)
    .flatMap((unit) => read(folder, unit, synth))
    .filter(
      (stack) => environment === undefined || [environment, SHARED_SCOPE].includes(stack.environment ?? SHARED_SCOPE),
    );
}

function refuseOther(folder: string, synth: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  throw new BadInput(
    `${folder} is no folder. --from needs the folder that synth of the version before wrote. Before you upgrade, or in a worktree of the commit before (git worktree add, npm ci), run: ${synth} --out before; then name that folder.`,
  );
}

function read(folder: string, unit: string, synth: string): readonly AssembledStack[] {
  try {
    return readStacks(folder, unit);
  } catch (error) {
    throw new BadInput(
      `The assembly of ${unit} in ${folder} cannot be read: ${(error as Error).message}. Write it again with the version before: ${synth} --out ${folder}`,
    );
  }
}
