// A script of ours with all that it imports as one file, as the commands are: what is measured does not wait for a compiler.
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { everyBundle } from '../bundle/bundle';

/** Below the repository, where Node finds the packages. */
const OUT = join(__dirname, '../../dist/tools');

/**
 * Bundle one TypeScript file. The CDK, and what lays out pictures, stay in node_modules, as they do for the command.
 *
 * @returns the file to run
 */
export async function bundled(file: string): Promise<string> {
  const outfile = join(OUT, `${basename(file, '.ts')}.js`);
  await build({
    ...everyBundle,
    entryPoints: [file],
    outfile,
    external: ['aws-cdk-lib', 'constructs', 'cdk-nag', 'elkjs'],
  });
  return outfile;
}
