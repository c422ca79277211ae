/**
 * `npm run bundle [-- APP [DIST]]`: bundle the command lines, or one of them, into its `dist` or into DIST, which is for tests
 * that bundle the sources as they are now.
 */
import { resolve } from 'node:path';
import { readCommand } from '../command';
import { bundleCost } from './cost';
import { bundleDeploy } from './deploy';
import { bundleScan } from './scan';

const APPS: Readonly<Record<string, (dist?: string) => Promise<void>>> = {
  scan: bundleScan,
  cost: bundleCost,
  deploy: bundleDeploy,
};

async function main(): Promise<void> {
  const { names } = readCommand({
    name: 'bundle',
    purpose: 'Bundle the command lines, which start from their bundles.',
    options: {},
    names: { called: 'command line', allowed: Object.keys(APPS), atMost: 2 },
    notes:
      'Without a command line, all of them. A second argument is the folder to write into, in place of the dist of the app.',
  });
  const [name, dist] = names;
  const bundle = name === undefined ? undefined : APPS[name];
  if (bundle === undefined) {
    // The scan command first: `careplane synth` takes it into the platform's assembly.
    await bundleScan();
    await Promise.all([bundleCost(), bundleDeploy()]);
    return;
  }
  await (dist === undefined ? bundle() : bundle(resolve(dist)));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
