import { join } from 'node:path';
import type { PlatformModel } from '@careplane/config';
import { assemblyDigest } from './assembly-files';
import { replaceAssembly } from './assembly-store';
import { synthesize } from './synthesize';
import { loadTarget } from './target';
import type { TargetOptions } from './target';
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
  const assemblies = unitsOf(model, selection).map((unit) => {
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
  return { model, assemblies };
}
