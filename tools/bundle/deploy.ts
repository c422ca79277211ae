// Bundles careplane. The command line has our own code and the small libraries, no CDK. `synth`, which is run most, has the
// part of the CDK that it needs inside; `plan` and `check` take it from node_modules, because cdk-nag must meet the same
// classes. `deploy` and `diff` have the AWS clients inside, and load the CDK's toolkit, from node_modules, only when
// something is to be deployed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleApp, root } from './bundle';
import { assemblies, commandsOf, partsBeside, processes, processesBeside } from './parts';
import { publishedCommand } from './published';

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

/** @param dist folder of the bundle */
export const bundleDeploy = (dist = join(root, 'apps/deploy/dist')): Promise<void> =>
  bundleApp({
    app: 'deploy',
    dist,
    commands: [
      {
        names: ['plan', 'check', 'doctor', 'drift', 'evidence', 'handover', 'prove'],
        external: ['aws-cdk-lib', 'constructs', 'cdk-nag', 'elkjs'],
        plugins: [processesBeside],
        sourcemap: 'linked',
      },
      {
        names: ['base', 'bootstrap', 'completion', 'diff', 'deploy', 'init', 'retire', 'status', 'synth', 'upgrade'],
        external: ['@aws-cdk/*'],
        plugins: [partsBeside],
        sourcemap: 'linked',
      },
      {
        names: ['rollout'],
        from: () => 'libs/deployment/src/rollout/index.ts',
        external: ['@aws-cdk/*'],
        sourcemap: 'linked',
      },
      {
        names: ['draw-change'],
        from: () => 'libs/handover/src/draw-change.ts',
        external: ['aws-cdk-lib', 'constructs', 'cdk-nag', 'elkjs'],
        plugins: [processesBeside],
        sourcemap: 'linked',
      },
      { ...commandsOf('cost'), plugins: [partsBeside], sourcemap: 'linked' },
      { ...commandsOf('scan'), sourcemap: 'linked' },
      { ...commandsOf('service'), external: ['@aws-cdk/*'], plugins: [partsBeside], sourcemap: 'linked' },
      assemblies,
      processes,
    ],
    files: [{ name: 'careplane.tar.gz', write: publishedCommand }],
    // `synth` is in write-assemblies.
    most: ['write-assemblies', 'deploy'],
    /** A platform that uses what most platforms use. */
    samples(folder) {
      mkdirSync(join(folder, 'web'));
      writeFileSync(join(folder, 'platform.yaml'), PLATFORM);
      writeFileSync(join(folder, 'web/service.yaml'), SERVICE);
      const out = join(folder, 'out');
      return [
        { args: ['synth', folder, '--out', out] },
        // As far as the ledger, which it may not read.
        { args: ['deploy', folder, '--assembly', out, '--yes'], status: 2 },
      ];
    },
  });
