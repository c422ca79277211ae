'use strict';
// Jest's global setup: tests that run the command itself meet the sources as they are, not those of the last install.
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, statSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '../../../..');
const bundle = join(root, 'apps/deploy/dist/main.js');

module.exports = () => {
  if (existsSync(bundle) && newestSource() <= statSync(bundle).mtimeMs) return;
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'tools/bundle.mjs')], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the bundle could not be made: ${stderr}`);
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
  const tools = ['bundle.mjs', 'compiled.cjs'].map((name) => join(root, 'tools', name));
  return Math.max(...[...files, ...tools].map((file) => statSync(file).mtimeMs));
}
