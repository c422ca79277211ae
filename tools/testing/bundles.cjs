'use strict';
// Jest's global setup: tests that run the command itself meet the sources as they are, not those of the last install.
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, statSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '../..');
/** What is bundled, and with what. The scan command first: a synthesis takes it into the platform's assembly. */
const bundles = [
  { file: 'apps/scan/dist/careplane-scan.js', script: 'apps/scan/bundle.mjs' },
  { file: 'apps/cost/dist/main.js', script: 'apps/cost/bundle.mjs' },
  { file: 'apps/deploy/dist/main.js', script: 'apps/deploy/bundle.mjs' },
];

module.exports = (_, { rootDir }) => {
  const newest = newestSource();
  // Libraries need the scan command alone.
  const needed = rootDir.startsWith(join(root, 'libs')) ? bundles.slice(0, 1) : bundles;
  for (const { file, script } of needed) {
    const bundle = join(root, file);
    if (existsSync(bundle) && newest <= statSync(bundle).mtimeMs) continue;
    const { status, stderr } = spawnSync(process.execPath, [join(root, script)], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${file} could not be made: ${stderr}`);
  }
};

function newestSource() {
  const folders = ['apps', 'libs'].flatMap((kind) =>
    readdirSync(join(root, kind)).map((name) => join(root, kind, name, 'src')),
  );
  const files = folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => /\.(ts|json)$/.test(name) && !/\.spec\.ts$|testing[\\/]/.test(name))
      .map((name) => join(folder, name)),
  );
  const tools = ['tools/bundle.mjs', 'tools/compiled.cjs', ...bundles.map(({ script }) => script)];
  return Math.max(...[...files, ...tools.map((tool) => join(root, tool))].map((file) => statSync(file).mtimeMs));
}
