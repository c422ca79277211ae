// Bundles careplane. The command line has our own code and the small libraries, no CDK. `synth`, which is run most, has the
// part of the CDK that it needs inside; `plan` and `check` take it from node_modules, because cdk-nag must meet the same
// classes. `deploy` and `diff` have the AWS clients inside, and load the CDK's toolkit, from node_modules, only when
// something is to be deployed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { bundleApp, root } from './bundle';
import { leanCdk } from './lean-cdk';
import { publishedCommand, rolloutBeside } from './published';

const cdk = join(root, 'node_modules/aws-cdk-lib');

const PLATFORM = `name: sample
account: '111122223333'
region: us-east-2
environments:
  production:
    branch: main
    domain: sample.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: sample.example }
backup: { copyRegion: us-west-2 }
alertEmails: [operations@sample.example]
`;
const SERVICE = `name: web
source: { path: . }
database: true
secrets: [SESSION_KEY]
scaling: { schedule: [{ cron: '0 7 ? * MON-FRI *', min: 3, max: 12 }] }
`;

const cdkInside: Plugin = {
  name: 'CDK inside',
  setup({ onResolve, onLoad }) {
    // The package's root lists all of its 300 services; what we take from it is in its core.
    onResolve({ filter: /^aws-cdk-lib$/ }, () => ({ path: join(cdk, 'core/index.js') }));
    onLoad({ filter: /[\\/]aws-cdk-lib[\\/].*\.js$/ }, async ({ path }) => {
      const text = leanCdk(path, await readFile(path, 'utf8'), cdk);
      if (!text.includes('__dirname')) return { contents: text };
      // Where the CDK looks for files that lie beside its own, such as its Lambda functions.
      const folder = JSON.stringify(relative(cdk, dirname(path)).replaceAll('\\', '/'));
      const beside = `require('node:path').join(require.resolve('aws-cdk-lib/package.json'), '..', ${folder})`;
      return { contents: `var __dirname = ${beside};${text}` };
    });
  },
};

/** @param dist folder of the bundle */
export const bundleDeploy = (dist = join(root, 'apps/deploy/dist')): Promise<void> =>
  bundleApp({
    app: 'deploy',
    dist,
    commands: [
      { names: ['plan', 'check'], external: ['aws-cdk-lib', 'constructs', 'cdk-nag'], sourcemap: 'linked' },
      {
        names: ['base', 'bootstrap', 'diff', 'deploy'],
        external: ['./synth.js', '@aws-cdk/*'],
        plugins: [rolloutBeside],
        sourcemap: 'linked',
      },
      {
        names: ['rollout'],
        from: 'libs/deployment/src/rollout/index.ts',
        external: ['@aws-cdk/*'],
        sourcemap: 'linked',
      },
      {
        names: ['synth'],
        external: ['aws-cdk-lib/package.json'],
        plugins: [cdkInside],
        minifySyntax: true,
        minifyWhitespace: true,
      },
    ],
    files: [{ name: 'careplane.tar.gz', write: publishedCommand }],
    most: 'synth',
    /** A platform that uses what most platforms use. */
    sample(folder) {
      mkdirSync(join(folder, 'web'));
      writeFileSync(join(folder, 'platform.yaml'), PLATFORM);
      writeFileSync(join(folder, 'web/service.yaml'), SERVICE);
      return ['synth', folder, '--out', join(folder, 'out')];
    },
  });
