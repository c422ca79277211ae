// `node --test` runs this; tools/nx-plugin's tests start it. The prices of a bundle are those of the list.
import { deepEqual, equal } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { expandSnapshot } from '@careplane/cost-model/estimate';
import type { CompactSnapshot } from '@careplane/cost-model/estimate';
import { build } from 'esbuild';
import { everyBundle, root } from './bundle';
import { pricesBeside } from './prices-beside';

const file = join(root, 'libs/cost-model/src/prices/snapshot.json');
const snapshot = JSON.parse(readFileSync(file, 'utf8')) as CompactSnapshot;

void test('a command reads the prices from one text beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'careplane-prices-'));
  try {
    const outdir = join(folder, 'commands');
    const stdin = { contents: `module.exports = require(${JSON.stringify(file)})`, resolveDir: root };
    await build({ ...everyBundle, stdin, outdir, plugins: [pricesBeside] });
    const command = join(outdir, 'stdin.js');
    const carried = createRequire(__filename)(command) as CompactSnapshot;
    equal(Buffer.isBuffer(carried.prices), true);
    equal(statSync(command).size < 100_000, true);
    const [{ prices, ...rest }, { prices: listed, ...others }] = [expandSnapshot(carried), expandSnapshot(snapshot)];
    deepEqual(rest, others);
    deepEqual({ ...prices }, { ...listed });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
