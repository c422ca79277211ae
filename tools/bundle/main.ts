/**
 * `npm run bundle [-- APP [DIST]]`: bundle the command lines, or one of them, into its `dist` or into DIST, which is for tests
 * that bundle the sources as they are now.
 */
import { resolve } from 'node:path';
import { bundleCost } from './cost';
import { bundleDeploy } from './deploy';
import { bundleScan } from './scan';

const APPS: Readonly<Record<string, (dist?: string) => Promise<void>>> = {
  scan: bundleScan,
  cost: bundleCost,
  deploy: bundleDeploy,
};

async function main([name, dist]: readonly string[]): Promise<void> {
  if (name === undefined) {
    // The scan command first: `careplane synth` takes it into the platform's assembly.
    await bundleScan();
    await Promise.all([bundleCost(), bundleDeploy()]);
    return;
  }
  const bundle = APPS[name];
  if (bundle === undefined)
    throw new Error(`there is no command line ${name}; there are ${Object.keys(APPS).join(', ')}`);
  await (dist === undefined ? bundle() : bundle(resolve(dist)));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
