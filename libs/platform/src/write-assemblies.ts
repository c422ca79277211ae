import { join } from 'node:path';
import { assemblyDigest, replaceAssembly } from './assembly-store';
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
  /** SHA-256 over all of its files. */
  readonly digest: string;
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
): WrittenAssembly[] {
  const { model, selection } = loadTarget(directory, options);
  return unitsOf(model, selection).map((unit) => {
    const folder = join(out, unit.name);
    progress(`synthesizing ${unit.name}`);
    const stacks = replaceAssembly(folder, (fresh) => synthesize(model, unit, fresh).assembly.stacks.length);
    return { unit: unit.name, stacks, folder, digest: assemblyDigest(folder) ?? '' };
  });
}
