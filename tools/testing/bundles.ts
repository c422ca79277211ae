// Jest's global setup: tests that run the command itself meet the sources as they are, not those of the last install.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
/** The bundles, the scan command first: synthesis copies it into the platform's assembly. */
const bundles = [
  { app: 'scan', file: 'apps/scan/dist/careplane-scan.js' },
  { app: 'cost', file: 'apps/cost/dist/main.js' },
  { app: 'deploy', file: 'apps/deploy/dist/main.js' },
];

export default function bundle(_: unknown, { rootDir }: { readonly rootDir: string }): void {
  const newest = newestSource();
  // Libraries need only the scan command.
  const needed = rootDir.startsWith(join(root, 'libs')) ? bundles.slice(0, 1) : bundles;
  for (const { app, file } of needed) {
    const made = join(root, file);
    if (existsSync(made) && newest <= statSync(made).mtimeMs) continue;
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--require', '@swc-node/register', join(root, 'tools/bundle/main.ts'), app],
      { cwd: root, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`${file} could not be made: ${stderr}`);
  }
}

function newestSource(): number {
  const folders = ['apps', 'libs'].flatMap((kind) =>
    readdirSync(join(root, kind)).map((name) => join(root, kind, name, 'src')),
  );
  const files = folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|json)$/.test(name) && !/\.spec\.ts$|testing[\\/]/.test(name))
      .map((name) => join(folder, name)),
  );
  const tools = readdirSync(join(root, 'tools/bundle')).map((file) => join(root, 'tools/bundle', file));
  return Math.max(...[...files, ...tools].map((file) => statSync(file).mtimeMs));
}
