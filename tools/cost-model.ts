// The library @careplane/cost-model, bundled as the command line bundles it: what is measured and tried is what people run.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { buildSync } from 'esbuild';
import type * as CostModel from '@careplane/cost-model/estimate';

/** The library, from its sources as they are now; the bundle is kept in a folder, and made once there. */
export function costModel(folder: string): typeof CostModel {
  const bundle = join(folder, 'cost-model.cjs');
  if (!existsSync(bundle)) {
    buildSync({
      entryPoints: [join(__dirname, '../libs/cost-model/src/entries/estimate.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'error',
    });
  }
  return createRequire(__filename)(bundle) as typeof CostModel;
}
