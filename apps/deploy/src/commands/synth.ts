import { commandLine, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { withoutServices } from '@careplane/platform/image-ways';
import { loadTarget } from '@careplane/platform/target';
import type { TargetOptions } from '@careplane/platform/target';
import { writeAssemblies } from '@careplane/platform/write-assemblies';
import { table } from '@careplane/problems';

export interface SynthOptions extends TargetOptions {
  /** Folder that gets one folder for each unit. */
  readonly out: string;
  readonly json?: boolean;
}

/** Write each unit's cloud assembly into a folder of its own. */
export function synth(directory: string, options: SynthOptions, terminal: Terminal): Exit {
  const written = writeAssemblies(directory, options, options.out, (text) => terminal.progress(text));
  if (options.json) {
    terminal.data(JSON.stringify({ units: written }, null, 2));
  } else {
    terminal.data(
      table(
        ['unit', 'stacks', 'folder'],
        written.map(({ unit, stacks, folder }) => [unit, String(stacks), folder]),
      ),
    );
    for (const line of withoutServices(loadTarget(directory, {}).model, directory)) terminal.talk(line);
    terminal.talk(`Next: ${commandLine('check', directory, { ...options, assembly: options.out })}`);
  }
  return EXIT.ok;
}
