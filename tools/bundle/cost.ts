// Bundles careplane-cost. The command line has no prices and no reader of CSV inside; the commands have both, and leave the
// AWS SDK, which `prices refresh` alone needs, in node_modules. Platforms are synthesized by a part with the CDK inside.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleApp, root } from './bundle';
import { assemblies, commandsOf, partsBeside } from './parts';

const app = join(root, 'apps/cost');

const TEMPLATE = `Resources:
  Nat: { Type: AWS::EC2::NatGateway }
  Task: { Type: AWS::ECS::TaskDefinition, Properties: { Cpu: 256, Memory: 512, RequiresCompatibilities: [FARGATE] } }
  Service: { Type: AWS::ECS::Service, Properties: { TaskDefinition: !Ref Task, DesiredCount: 2, LaunchType: FARGATE } }
`;

/** @param dist folder of the bundle */
export const bundleCost = (dist = join(app, 'dist')): Promise<void> =>
  bundleApp({
    app: 'cost',
    dist,
    commands: [
      {
        ...commandsOf('cost'),
        external: ['@aws-sdk/*'],
        plugins: [partsBeside],
        minifySyntax: true,
        minifyWhitespace: true,
      },
      assemblies,
    ],
    most: ['cost-estimate'],
    /** A template that uses what most templates use. */
    samples(folder) {
      const file = join(folder, 'sample.yaml');
      writeFileSync(file, TEMPLATE);
      return [{ args: ['estimate', file] }];
    },
  });
