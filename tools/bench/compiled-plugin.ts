// The Nx plugin as npm has it: JavaScript. From its sources, Nx would load a compiler first, which takes longer than the inference.
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';

const root = join(__dirname, '../..');
const plugin = join(root, 'tools/nx-plugin');
/** Below the repository, where Node finds the packages. */
const OUT = join(root, 'dist/tools/bench/nx-plugin');

/** Compile the plugin file by file, as `npm run pack` does. Returns the folder of the package. */
export function compiledPlugin(): string {
  rmSync(OUT, { recursive: true, force: true });
  const isPublished = (file: string) => !/\.spec\.ts$|[\\/](?:testing|__snapshots__)(?:[\\/]|$)/.test(file);
  // With the schemas: Nx looks for those of the executors in every project, and long where there are none.
  cpSync(plugin, OUT, { recursive: true, filter: isPublished });
  const sources = readdirSync(OUT, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  for (const source of sources) {
    const file = join(OUT, source);
    const text = readFileSync(file, 'utf8');
    const options = { loader: 'ts', format: 'cjs', target: 'node20', supported: { 'dynamic-import': false } } as const;
    writeFileSync(file.replace(/\.ts$/, '.js'), transformSync(text, options).code);
    rmSync(file);
  }
  const manifest = join(OUT, 'package.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll('./src/index.ts', './src/index.js'));
  return OUT;
}
