import { BadInput } from '@careplane/command-line';
import { shellWord } from '@careplane/problems';
import type { Terminal } from '@careplane/command-line';
import type { SourceOptions } from './sources';

/**
 * Write the assemblies of a platform or service into a folder, as `careplane synth` does. The CDK is loaded only here, so
 * that no estimate of a template waits for it.
 *
 * @throws BadInput with the problems of the files
 */
export async function synthesize(
  place: string,
  out: string,
  { env }: SourceOptions,
  terminal: Terminal,
): Promise<void> {
  const { writeAssemblies } = await import('@careplane/platform/write-assemblies');
  try {
    writeAssemblies(place, env === undefined ? {} : { env }, out, (text) => terminal.progress(text));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new BadInput(
      `${error.message}\nNothing was priced. Next: careplane plan ${shellWord(place)}`,
      error.problems,
    );
  }
}
