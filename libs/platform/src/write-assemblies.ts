import { join } from 'node:path';
import type { PlatformModel } from '@careplane/config';
import { assemblyDigest } from './assembly-files';
import { replaceAssembly } from './assembly-store';
import { synthesize } from './synthesize';
import { loadTarget } from './target';
import type { Target, TargetOptions } from './target';
import { unitsOf } from './units';

/** An assembly that was written. */
export interface WrittenAssembly {
  readonly unit: string;
  /** How many stacks are in it. */
  readonly stacks: number;
  readonly folder: string;
  /** SHA-256 over all of its files, which are read when someone asks for it. */
  readonly digest: string;
}

/** What was written, and the platform that it was written of. */
export interface Written {
  readonly model: PlatformModel;
  readonly assemblies: readonly WrittenAssembly[];
}

/**
 * Synthesize a platform or service, and write each unit's cloud assembly into a folder of its own.
 *
 * @param directory folder of the platform or service
 * @param out folder that gets one folder for each unit
 * @param progress gets a line for each unit
 * @throws BadInput with all problems of the configuration at once, or when a folder cannot be written
 */
export function writeAssemblies(
  directory: string,
  options: TargetOptions,
  out: string,
  progress: (text: string) => void,
): Written {
  const { model, selection } = loadTarget(directory, options);
  return { model, assemblies: writeUnits({ model, selection }, out, progress) };
}

/**
 * The same for a platform that was loaded before, with all environments of the units: a command compares what it selects itself.
 *
 * @throws BadInput when a folder cannot be written
 */
export function writeWholeUnits(
  { model, selection }: Pick<Target, 'model' | 'selection'>,
  out: string,
  progress: (text: string) => void,
): readonly WrittenAssembly[] {
  const { environment: _selected, ...whole } = selection;
  return writeUnits({ model, selection: whole }, out, progress);
}

function writeUnits(
  { model, selection }: Pick<Target, 'model' | 'selection'>,
  out: string,
  progress: (text: string) => void,
): WrittenAssembly[] {
  return unitsOf(model, selection).map((unit) => {
    const folder = join(out, unit.name);
    progress(`synthesizing ${unit.name}`);
    const stacks = replaceAssembly(folder, (fresh) => synthesize(model, unit, fresh).assembly.stacks.length);
    return {
      unit: unit.name,
      stacks,
      folder,
      get digest() {
        return assemblyDigest(folder) ?? '';
      },
    };
  });
}
