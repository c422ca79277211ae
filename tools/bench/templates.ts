// Templates of any size, made of what a platform deploys, for benchmarks.

/** Adds a resource, as long as there is room for one. */
type Add = (id: string, type: string, properties?: object) => void;

/** A template with `count` resources: services with their definitions, scaling, alarms, logs and roles, and what is around. */
export function careplaneLikeTemplate(count: number, seed = 0): object {
  const resources: Record<string, object> = {};
  const add: Add = (id, Type, Properties = {}) => {
    if (Object.keys(resources).length >= count) return;
    resources[id] = { Type, Properties, Metadata: { 'aws:cdk:path': `stack-${seed}/${id}/Resource` } };
  };
  add('Nat', 'AWS::EC2::NatGateway', { ConnectivityType: 'private' });
  add('Balancer', 'AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: ['subnet-1', 'subnet-2'] });
  add('Database', 'AWS::RDS::DBInstance', {
    Engine: 'mysql',
    DBInstanceClass: 'db.t4g.medium',
    MultiAZ: true,
    AllocatedStorage: '50',
    StorageType: 'gp3',
  });
  for (let index = 0; Object.keys(resources).length < count; index += 1) addService(add, index + seed);
  return { Parameters: { Stage: { Type: 'String', Default: 'production' } }, Resources: resources };
}

function addService(add: Add, index: number): void {
  const name = `Service${index}`;
  add(`${name}Definition`, 'AWS::ECS::TaskDefinition', {
    Cpu: '512',
    Memory: '1024',
    RequiresCompatibilities: ['FARGATE'],
    ContainerDefinitions: [
      { Name: 'app', Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/app' } },
    ],
  });
  add(name, 'AWS::ECS::Service', {
    LaunchType: 'FARGATE',
    TaskDefinition: { Ref: `${name}Definition` },
    DesiredCount: 2,
  });
  add(`${name}Target`, 'AWS::ApplicationAutoScaling::ScalableTarget', {
    MinCapacity: 2,
    MaxCapacity: 10,
    ResourceId: { 'Fn::Join': ['', ['service/cluster/', { 'Fn::GetAtt': [name, 'Name'] }]] },
  });
  add(`${name}Logs`, 'AWS::Logs::LogGroup', { RetentionInDays: 365 });
  add(`${name}Key`, 'AWS::KMS::Key', { EnableKeyRotation: true });
  add(`${name}Secret`, 'AWS::SecretsManager::Secret', { KmsKeyId: { Ref: `${name}Key` } });
  for (const alarm of ['Cpu', 'Memory', 'Latency']) {
    add(`${name}${alarm}`, 'AWS::CloudWatch::Alarm', { MetricName: alarm, Namespace: 'AWS/ECS', Period: 60 });
  }
  add(`${name}Role`, 'AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [] } });
  add(`${name}Group`, 'AWS::EC2::SecurityGroup', { GroupDescription: name });
  add(`${name}Ingress`, 'AWS::EC2::SecurityGroupIngress', { GroupId: { 'Fn::GetAtt': [`${name}Group`, 'GroupId'] } });
  add(`${name}Targets`, 'AWS::ElasticLoadBalancingV2::TargetGroup', { Port: 8080 });
  add(`${name}Rule`, 'AWS::ElasticLoadBalancingV2::ListenerRule', { Priority: index });
}
