// Bundles careplane-cost. The command line has no prices and no reader of CSV inside; the commands have both, and leave the
// AWS SDK, which `prices refresh` alone needs, in node_modules. Platforms are synthesized by a part with the CDK inside.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleApp, root } from './bundle';
import { assemblies, commandsOf, parser, parserBeside, partsBeside } from './parts';

const app = join(root, 'apps/cost');

const TEMPLATE = `Parameters:
  Stage: { Type: String, Default: production }
Resources:
  Nat: { Type: AWS::EC2::NatGateway, Properties: { ConnectivityType: public } }
  Balancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Subnets: [subnet-1, subnet-2] } }
  Database:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: mysql, DBInstanceClass: db.t4g.medium, MultiAZ: true, AllocatedStorage: '50', StorageType: gp3 }
  Task: { Type: AWS::ECS::TaskDefinition, Properties: { Cpu: 256, Memory: 512, RequiresCompatibilities: [FARGATE] } }
  Service: { Type: AWS::ECS::Service, Properties: { TaskDefinition: !Ref Task, DesiredCount: 2, LaunchType: FARGATE } }
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties: { MinCapacity: 2, MaxCapacity: 10, ResourceId: !Join ['', ['service/cluster/', !GetAtt Service.Name]] }
  Logs: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: 365 } }
  Key: { Type: AWS::KMS::Key, Properties: { EnableKeyRotation: true } }
  Secret: { Type: AWS::SecretsManager::Secret, Properties: { KmsKeyId: !Ref Key } }
  Alarm: { Type: AWS::CloudWatch::Alarm, Properties: { MetricName: Cpu, Namespace: AWS/ECS, Period: 60 } }
  Role: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Statement: [] } } }
  Group: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: !Ref Stage } }
`;

/** Runs of `estimate` on a template that uses what most templates use, which is written into a folder. */
export function estimates(folder: string): readonly (readonly string[])[] {
  const file = join(folder, 'sample.yaml');
  writeFileSync(file, TEMPLATE);
  return [
    ['estimate', file],
    ['estimate', file, '--region', 'us-east-2', '--format', 'json'],
  ];
}

/** @param dist folder of the bundle */
export const bundleCost = (dist = join(app, 'dist')): Promise<void> =>
  bundleApp({
    app: 'cost',
    dist,
    commands: [
      {
        ...commandsOf('cost'),
        external: ['@aws-sdk/*'],
        plugins: [partsBeside, parserBeside],
        minifySyntax: true,
        minifyWhitespace: true,
      },
      { ...parser, minifySyntax: true, minifyWhitespace: true },
      assemblies,
    ],
    most: ['cost-estimate', 'yaml'],
    samples: (folder) => estimates(folder).map((args) => ({ args })),
  });
