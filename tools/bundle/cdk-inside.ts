import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { root } from './bundle';
import { leanCdk, unreplacedOf } from './lean-cdk';

const cdk = join(root, 'node_modules/aws-cdk-lib');

/** Takes the part of the CDK that a synthesis needs into the bundle: it starts faster than from node_modules. */
export const cdkInside: Plugin = {
  name: 'CDK inside',
  setup({ onResolve, onLoad, onEnd }) {
    const loaded = new Set<string>();
    // The package's root lists all of its 300 services; what we take from it is in its core.
    onResolve({ filter: /^aws-cdk-lib$/ }, () => ({ path: join(cdk, 'core/index.js') }));
    onLoad({ filter: /[\\/]aws-cdk-lib[\\/].*\.js$/ }, async ({ path }) => {
      loaded.add(path);
      const text = leanCdk(path, await readFile(path, 'utf8'), cdk);
      if (!text.includes('__dirname')) return { contents: text };
      // Where the CDK looks for files that lie beside its own, such as its Lambda functions.
      const folder = JSON.stringify(relative(cdk, dirname(path)).replaceAll('\\', '/'));
      const beside = `require('node:path').join(require.resolve('aws-cdk-lib/package.json'), '..', ${folder})`;
      return { contents: `var __dirname = ${beside};${text}` };
    });
    // A build without the CDK loads none of the files. Of a build with it, each replacement must have found its file.
    onEnd(() => ({
      errors: (loaded.size === 0 ? [] : unreplacedOf([...loaded], cdk)).map((file) => ({
        text: `the CDK has no ${file}, which lean-cdk.ts replaces a part of`,
      })),
    }));
  },
};
