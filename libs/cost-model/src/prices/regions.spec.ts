import { estimate } from '../estimate';
import { readTemplate } from '../template/read-template';
import { REGIONS, usageTypeIn } from './regions';

/** What a platform deploys, and what its pipelines and account services add. */
const PLATFORM = `
Resources:
  Nat: { Type: AWS::EC2::NatGateway, Properties: { AllocationId: !GetAtt Address.AllocationId } }
  Address: { Type: AWS::EC2::EIP }
  Endpoint: { Type: AWS::EC2::VPCEndpoint, Properties: { VpcEndpointType: Interface, SubnetIds: [a, b] } }
  Flow: { Type: AWS::EC2::FlowLog, Properties: { LogDestinationType: cloud-watch-logs } }
  FlowToS3: { Type: AWS::EC2::FlowLog, Properties: { LogDestinationType: s3 } }
  Balancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Subnets: [a, b] } }
  Firewall: { Type: AWS::WAFv2::WebACL, Properties: { Rules: [{ Statement: { ManagedRuleGroupStatement: { Name: x } } }, { Statement: { RateBasedStatement: {} } }] } }
  FirewallLogs: { Type: AWS::WAFv2::LoggingConfiguration, Properties: { LogDestinationConfigs: ["arn:aws:logs:x"] } }
  Cluster: { Type: AWS::ECS::Cluster, Properties: { ClusterSettings: [{ Name: containerInsights, Value: enhanced }] } }
  Task: { Type: AWS::ECS::TaskDefinition, Properties: { Cpu: 512, Memory: 1024, RequiresCompatibilities: [FARGATE], EphemeralStorage: { SizeInGiB: 30 } } }
  ArmTask: { Type: AWS::ECS::TaskDefinition, Properties: { Cpu: 512, Memory: 1024, RequiresCompatibilities: [FARGATE], RuntimePlatform: { CpuArchitecture: ARM64 } } }
  Service: { Type: AWS::ECS::Service, Properties: { TaskDefinition: !Ref Task, LaunchType: FARGATE } }
  ArmService: { Type: AWS::ECS::Service, Properties: { TaskDefinition: !Ref ArmTask, LaunchType: FARGATE } }
  SpotService: { Type: AWS::ECS::Service, Properties: { TaskDefinition: !Ref Task, CapacityProviderStrategy: [{ CapacityProvider: FARGATE_SPOT, Weight: 1 }] } }
  Images: { Type: AWS::ECR::Repository }
  Small: { Type: AWS::RDS::DBInstance, Properties: { Engine: mysql, DBInstanceClass: db.t4g.small, AllocatedStorage: 20, StorageType: gp3 } }
  Medium: { Type: AWS::RDS::DBInstance, Properties: { Engine: mysql, DBInstanceClass: db.t4g.medium, MultiAZ: true, AllocatedStorage: 50, StorageType: gp3, ManageMasterUserPassword: true } }
  Large: { Type: AWS::RDS::DBInstance, Properties: { Engine: mysql, DBInstanceClass: db.m6g.large, MultiAZ: true, AllocatedStorage: 50, StorageType: gp2 } }
  Key: { Type: AWS::KMS::Key }
  Secret: { Type: AWS::SecretsManager::Secret }
  Logs: { Type: AWS::Logs::LogGroup }
  Metric: { Type: AWS::Logs::MetricFilter, Properties: { MetricTransformations: [{}] } }
  Alarm: { Type: AWS::CloudWatch::Alarm }
  Dashboard: { Type: AWS::CloudWatch::Dashboard }
  Bucket: { Type: AWS::S3::Bucket }
  Topic: { Type: AWS::SNS::Topic }
  Mail: { Type: AWS::SNS::Subscription, Properties: { Protocol: email } }
  Queue: { Type: AWS::SQS::Queue }
  Function: { Type: AWS::Lambda::Function }
  Vault: { Type: AWS::Backup::BackupVault }
  Pipeline: { Type: AWS::CodePipeline::Pipeline, Properties: { PipelineType: V2 } }
  Build: { Type: AWS::CodeBuild::Project, Properties: { Environment: { Type: LINUX_CONTAINER, ComputeType: BUILD_GENERAL1_SMALL } } }
  Bus: { Type: AWS::Events::EventBus }
  Trail: { Type: AWS::CloudTrail::Trail }
  Recorder: { Type: AWS::Config::ConfigurationRecorder }
  Rule: { Type: AWS::Config::ConfigRule }
  Hub: { Type: AWS::SecurityHub::Hub }
  Detector: { Type: AWS::GuardDuty::Detector }
  Zone: { Type: AWS::Route53::HostedZone }
`;

function platformIn(region: string) {
  const result = readTemplate('platform.yaml', PLATFORM);
  if (!('template' in result)) throw new Error('not read');
  return estimate([result.template], { region });
}

test.each(['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1'])(
  '%s has a price for all that a platform needs',
  (region) => {
    const { verdicts, lines, problems } = platformIn(region);
    expect(problems).toEqual([]);
    expect(verdicts.filter(({ verdict }) => verdict === 'price unknown' || verdict === 'unsupported')).toEqual([]);
    for (const { price, component, assumption } of lines) {
      expect({ component, ...price }).toMatchObject({
        region,
        asOf: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) as string,
      });
      // A price of another region is never passed off as one's own.
      const foreign = / \(price of /.test(price?.source ?? '');
      if (foreign)
        expect([price?.confidence, assumption]).toEqual(['assumed', expect.stringMatching(/Price copied from /)]);
    }
  },
);

test('elsewhere, what was not found is unknown', () => {
  const { verdicts } = platformIn('me-south-1');
  expect(verdicts.find(({ logicalId }) => logicalId === 'Nat')).toMatchObject({ verdict: 'price unknown' });
});

test.each([
  ['us-east-2', 'AmazonEC2', 'NatGateway-Hours', 'USE2-NatGateway-Hours'],
  ['us-east-1', 'AmazonEC2', 'NatGateway-Hours', 'NatGateway-Hours'],
  ['us-east-1', 'AmazonECS', 'Fargate-GB-Hours', 'USE1-Fargate-GB-Hours'],
  ['eu-west-1', 'AmazonRDS', 'RDS:GP3-Storage', 'EU-RDS:GP3-Storage'],
  ['us-west-2', 'awskms', 'KMS-Keys', 'us-west-2-KMS-Keys'],
  ['us-west-2', 'AmazonRoute53', 'HostedZone', 'HostedZone'],
])('a bill of %s calls %s %s %s', (region, service, usageType, name) => {
  expect(usageTypeIn(region, service, usageType)).toBe(name);
});

test('regions have a prefix each', () => {
  expect(new Set(REGIONS.map((region) => usageTypeIn(region, 'AmazonECS', 'x'))).size).toBe(REGIONS.length);
});
