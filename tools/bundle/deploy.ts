// Bundles careplane. The command line has our own code and the small libraries, no CDK. `synth`, which is run most, has the
// part of the CDK that it needs inside; `plan` and `check` take it from node_modules, because cdk-nag must meet the same
// classes. `deploy` and `diff` have the AWS clients inside, and load the CDK's toolkit, from node_modules, only when
// something is to be deployed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleApp, root } from './bundle';
import { estimates } from './cost';
import { assemblies, commandsOf, partsBeside, processes, processesBeside } from './parts';
import { publishedCommand } from './published';

const PLATFORM = `name: sample
account: '111122223333'
region: us-east-2
githubConnectionArn: arn:aws:codeconnections:us-east-2:111122223333:connection/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10
repository: { codecommit: sample-platform, create: true, branch: main }
environments:
  staging:
    tier: nonproduction
    branch: master
    domain: staging.sample.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: sample.example }
  production:
    branch: main
    domain: sample.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: sample.example }
backup: { copyRegion: us-west-2 }
identity:
  groups:
    developers: { users: [{ name: dana, email: dana@sample.example }] }
    systemsEngineers: { users: [{ name: sasha, email: sasha@sample.example }] }
    securityEngineers: { users: [{ name: robin, email: robin@sample.example }] }
    stakeholders: { users: [{ name: morgan, email: morgan@sample.example }] }
  breakGlass:
    users:
      - { name: sasha-emergency, email: sasha@sample.example }
      - { name: robin-emergency, email: robin@sample.example }
governance: { budget: { monthlyUsd: 1200 } }
contacts:
  operations: { name: Operations, title: On-call engineer, email: operations@sample.example, phone: '+1 614 555 0100' }
  billing: { name: Finance, title: Accounts payable, email: billing@sample.example, phone: '+1 614 555 0101' }
  security: { name: Security, title: Security officer, email: security@sample.example, phone: '+1 614 555 0102' }
alertEmails: [operations@sample.example]
slack: { workspaceId: T0SAMPLE1, channelId: C0SAMPLEOP1 }
`;
/** A web service and a worker: what each service has, and what most have. */
const SERVICES = {
  web: `name: web
source: { github: sample/web }
database: true
secrets: [SESSION_KEY]
routes: [{ host: '@' }]
scaling: { schedule: [{ cron: '0 7 ? * MON-FRI *', min: 3, max: 12 }] }
`,
  mail: `name: mail
kind: worker
source: { github: sample/mail }
secrets: [MAIL_KEY]
`,
};

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
    most: ['write-assemblies', 'deploy', 'cost-estimate'],
    /** A platform that uses what most platforms use. */
    samples(folder) {
      writeFileSync(join(folder, 'platform.yaml'), PLATFORM);
      for (const [name, service] of Object.entries(SERVICES)) {
        mkdirSync(join(folder, name));
        writeFileSync(join(folder, name, 'service.yaml'), service);
      }
      const out = join(folder, 'out');
      return [
        { args: ['synth', folder, '--out', out] },
        // As far as the ledger, which it may not read.
        { args: ['deploy', folder, '--assembly', out, '--yes'], status: 2 },
        ...estimates(folder).map((args) => ({ args: ['cost', ...args] })),
      ];
    },
  });
