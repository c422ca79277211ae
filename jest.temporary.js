// Every run of Jest has a folder for temporary files of its own: a test that leaves one behind fails the run, and nothing stays.
const { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, join } = require('node:path');

const PREFIX = 'careplane-jest-';
/**
 * What others put there for themselves: an App of the CDK without `outdir` (Template.fromStack reads it, and nothing removes it),
 * and the caches of Nx, swc-node and V8.
 */
const OTHERS = /^(?:cdk\.out|nx-|node-compile-cache|v8-compile-cache|swc|[0-9a-f]{20}$)/;

/** Jest's global teardown. */
module.exports = () => {
  const folder = process.env.TMPDIR ?? '';
  if (!basename(folder).startsWith(PREFIX)) throw new Error(`${folder} is not the folder of this run`);
  const left = readdirSync(folder).filter((name) => !OTHERS.test(name));
  rmSync(folder, { recursive: true, force: true });
  if (left.length > 0)
    throw new Error(`Tests left behind in the folder for temporary files: ${left.sort().join(', ')}`);
};

/** To be called before the workers start: they inherit the variable. */
module.exports.useOwnFolder = () => {
  // Jest reads its configuration once for each project, in one process.
  if (process.env.CAREPLANE_JEST === String(process.pid)) return;
  process.env.CAREPLANE_JEST = String(process.pid);
  process.env.TMPDIR = mkdtempSync(join(realpathSync(tmpdir()), PREFIX));
  // Some tests become another user to meet what may not be read.
  chmodSync(process.env.TMPDIR, 0o755);
};
