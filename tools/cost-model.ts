'use strict';
// The library @careplane/cost-model, bundled as the command line bundles it: what is measured and tried is what people run.
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync } = require('esbuild');

/** The library, from its sources as they are now; the bundle is kept in a folder, and made once there. */
exports.costModel = function costModel(folder) {
  const bundle = join(folder, 'cost-model.cjs');
  if (!existsSync(bundle)) {
    buildSync({
      entryPoints: [join(__dirname, '../libs/cost-model/src/index.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'error',
    });
  }
  return require(bundle);
};
