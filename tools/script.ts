// A file of ours as JavaScript that plain node runs: for what is measured, and for what runs where there is no TypeScript.
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { replaceFile } from '@careplane/problems';
import { transformSync } from 'esbuild';

/** Below the repository, where Node finds the packages. */
const OUT = join(__dirname, '../dist/tools');

/**
 * Make the JavaScript of one TypeScript file.
 *
 * @param file a TypeScript file that imports packages and no other files
 * @returns the file to run
 */
export function script(file: string): string {
  const made = join(OUT, `${basename(file, '.ts')}.js`);
  const text = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', format: 'cjs', target: 'node20' }).code;
  mkdirSync(dirname(made), { recursive: true });
  // Another process may be starting it.
  replaceFile(made, text);
  return made;
}
