// Bundles the command line tools into one file each, so that they start fast: our own code and the small libraries go
// in, aws-cdk-lib stays outside and is loaded only by the commands that need it.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

await build({
  absWorkingDir: root,
  entryPoints: { main: 'apps/deploy/src/main.ts' },
  outdir: 'apps/deploy/dist',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['aws-cdk-lib', 'constructs', 'cdk-nag'],
  sourcemap: 'linked',
  legalComments: 'none',
  logLevel: 'warning',
});
