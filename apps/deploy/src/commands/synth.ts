import { commandLine, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { withoutServices } from '@careplane/platform/image-ways';
import type { TargetOptions } from '@careplane/platform/target';
import { writeAssemblies } from '@careplane/platform/write-assemblies';
import { table } from '@careplane/problems';

export interface SynthOptions extends TargetOptions {
  /** Folder that gets one folder for each unit. */
  readonly out: string;
  readonly json?: boolean;
}

/**
 * Write each unit's cloud assembly into a folder of its own. Everything that reads the platform is in the part that writes: it would take
 * as long to load here once more.
 */
export function synth(directory: string, options: SynthOptions, terminal: Terminal): Exit {
  const { model, assemblies } = writeAssemblies(directory, options, options.out, (text) => terminal.progress(text));
  if (options.json) {
    terminal.data(JSON.stringify({ units: assemblies }, null, 2));
  } else {
    terminal.data(
      table(
        ['unit', 'stacks', 'folder'],
        assemblies.map(({ unit, stacks, folder }) => [unit, String(stacks), folder]),
      ),
    );
    for (const line of withoutServices(model, directory)) terminal.talk(line);
    terminal.talk(`Next: ${commandLine('check', directory, { ...options, assembly: options.out })}`);
  }
  return EXIT.ok;
}
