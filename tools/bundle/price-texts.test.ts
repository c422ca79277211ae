// `node --test` runs this; tools/nx-plugin's tests start it. The form that prices have in bundles.
import { deepEqual, equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { expandSnapshot } from '@careplane/cost-model/estimate';
import type { CompactSnapshot } from '@careplane/cost-model/estimate';
import { build } from 'esbuild';
import { everyBundle, root } from './bundle';
import { oneTextEach, priceTexts } from './price-texts';

const file = join(root, 'libs/cost-model/src/prices/snapshot.json');
const snapshot = JSON.parse(readFileSync(file, 'utf8')) as CompactSnapshot;

void test('prices are the same from lines and from one text for each service', () => {
  const texts = oneTextEach(snapshot);
  equal(Object.values(texts.prices).every((text) => typeof text === 'string'), true);
  deepEqual({ ...expandSnapshot(texts).prices }, { ...expandSnapshot(snapshot).prices });
});

void test('a bundle has the texts', async () => {
  const stdin = { contents: `module.exports = require(${JSON.stringify(file)})`, resolveDir: root };
  const built = await build({ ...everyBundle, stdin, plugins: [priceTexts], write: false });
  const module: { exports?: CompactSnapshot } = {};
  new Function('module', built.outputFiles[0]?.text ?? '')(module);
  deepEqual(module.exports, oneTextEach(snapshot));
});
