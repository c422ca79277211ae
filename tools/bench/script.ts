// Programs that are measured, or preloaded into what is measured: plain JavaScript, made before the clock starts, so that no
// compiler is in the figures.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';

/** Below the repository, where Node finds the packages. */
const OUT = join(__dirname, '../../dist/tools/bench');

/**
 * A file of this folder as JavaScript.
 *
 * @param name such as `one-vpc`
 * @returns the file to run
 */
export function script(name: string): string {
  const text = readFileSync(join(__dirname, `${name}.ts`), 'utf8');
  const file = join(OUT, `${name}.js`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, transformSync(text, { loader: 'ts', format: 'cjs', target: 'node20' }).code);
  return file;
}
