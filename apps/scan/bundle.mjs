// Bundles careplane-scan into one file, which travels into a build as it is: the AWS SDK is inside, node_modules is not
// needed. What a command does not use is not run: each dynamic import is a part that waits until it is asked for.
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
/** Another file than the one in dist is for tests, which bundle the sources as they are now. */
const file = resolve(process.argv[2] ?? join(here, 'dist/careplane-scan.js'));
const fresh = `${file}.${process.pid}.new`;

mkdirSync(dirname(file), { recursive: true });
try {
  await build({
    absWorkingDir: here,
    entryPoints: ['src/main.ts'],
    outfile: fresh,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'warning',
    minifySyntax: true,
    minifyWhitespace: true,
    banner: { js: '#!/usr/bin/env node' },
  });
  // Swapped at once: whoever runs careplane-scan meanwhile gets the old bundle or the new one.
  renameSync(fresh, file);
} finally {
  rmSync(fresh, { force: true });
}
