import { join } from 'node:path';
import { EXIT, table } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { assemblyDigest, replaceAssembly } from '@careplane/platform/assembly-store';
import { synthesize, unitsOf } from '@careplane/platform';
import { loadTarget } from '@careplane/platform/target';
import type { TargetOptions } from '@careplane/platform/target';

export interface SynthOptions extends TargetOptions {
  /** Folder that gets one folder for each unit. */
  readonly out: string;
  readonly json?: boolean;
}

/** Write each unit's cloud assembly into a folder of its own. */
export function synth(directory: string, options: SynthOptions, terminal: Terminal): Exit {
  const { model, selection } = loadTarget(directory, options);
  const written = unitsOf(model, selection).map((unit) => {
    const folder = join(options.out, unit.name);
    terminal.progress(`synthesizing ${unit.name}`);
    const stacks = replaceAssembly(folder, (fresh) => synthesize(model, unit, fresh).assembly.stacks.length);
    return { unit: unit.name, stacks, folder, digest: assemblyDigest(folder) ?? '' };
  });
  if (options.json) {
    terminal.data(JSON.stringify({ units: written }, null, 2));
  } else {
    terminal.data(
      table(
        ['unit', 'stacks', 'folder'],
        written.map(({ unit, stacks, folder }) => [unit, String(stacks), folder]),
      ),
    );
    terminal.talk(`Next: careplane check ${directory}`);
  }
  return EXIT.ok;
}
