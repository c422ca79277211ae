import { estimate } from '../estimate';
import type { ResourceDeclaration } from '../template/template';
import { SCALED_DIMENSIONS, type ScaledDimension } from './scaled-dimensions';

const totalOf = (Resources: Readonly<Record<string, ResourceDeclaration>>) => {
  const { totals, verdicts } = estimate([{ stack: 's', file: 's.json', text: '', body: { Resources } }], {
    region: 'us-east-1',
  });
  return { expected: totals.expected.toString(), high: totals.high.toString(), verdicts };
};

const target = (ScalableDimension: string, id = ''): ResourceDeclaration => ({
  Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
  Properties: { ScalableDimension, ResourceId: { 'Fn::Sub': `x/\${It}${id}` }, MinCapacity: 2000, MaxCapacity: 3000 },
});

const units = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    ProvisionedThroughput: units,
    GlobalSecondaryIndexes: [{ IndexName: 'by-date', ProvisionedThroughput: units }],
  },
};
const GROUP = { Type: 'AWS::ElastiCache::ReplicationGroup', Properties: { CacheNodeType: 'cache.t3.small' } };
const instance = (service: string, Engine: string) => ({
  Type: `AWS::${service}::DBInstance`,
  Properties: { DBClusterIdentifier: { Ref: 'It' }, DBInstanceClass: 'db.r5.large', Engine },
});

/** For each dimension, resources of which one is scaled, and how the identifier of the target ends. */
const SCALED: Readonly<Record<ScaledDimension, readonly [Record<string, ResourceDeclaration>, ending?: string]>> = {
  'dynamodb:index:ReadCapacityUnits': [{ It: TABLE }, '/index/by-date'],
  'dynamodb:index:WriteCapacityUnits': [{ It: TABLE }, '/index/by-date'],
  'dynamodb:table:ReadCapacityUnits': [{ It: TABLE }],
  'dynamodb:table:WriteCapacityUnits': [{ It: TABLE }],
  'ecs:service:DesiredCount': [
    {
      It: { Type: 'AWS::ECS::Service', Properties: { LaunchType: 'FARGATE', TaskDefinition: { Ref: 'Task' } } },
      Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { Cpu: '256', Memory: '512' } },
    },
  ],
  'elasticache:replication-group:NodeGroups': [{ It: GROUP }],
  'elasticache:replication-group:Replicas': [{ It: GROUP }],
  'kafka:broker-storage:VolumeSize': [
    {
      It: {
        Type: 'AWS::MSK::Cluster',
        Properties: { NumberOfBrokerNodes: 3, BrokerNodeGroupInfo: { InstanceType: 'kafka.t3.small' } },
      },
    },
  ],
  'neptune:cluster:ReadReplicaCount': [
    { It: { Type: 'AWS::Neptune::DBCluster' }, Writer: instance('Neptune', 'neptune') },
  ],
  'rds:cluster:ReadReplicaCount': [
    {
      It: { Type: 'AWS::RDS::DBCluster', Properties: { Engine: 'aurora-mysql' } },
      Writer: instance('RDS', 'aurora-mysql'),
    },
  ],
};

test.each(SCALED_DIMENSIONS)(
  '%s changes what is calculated, to the least of the range and to the most',
  (dimension) => {
    const [resources, ending] = SCALED[dimension];
    const without = totalOf(resources);
    const scaled = totalOf({ ...resources, Scaled: target(dimension, ending) });
    expect(Number(scaled.expected)).toBeGreaterThan(Number(without.expected));
    expect(Number(scaled.high)).toBeGreaterThan(Number(scaled.expected));
  },
);

test.each([
  'appstream:fleet:DesiredCapacity',
  'cassandra:table:WriteCapacityUnits',
  'ec2:spot-fleet-request:TargetCapacity',
  'elasticmapreduce:instancegroup:InstanceCount',
  'lambda:function:ProvisionedConcurrency',
  'sagemaker:variant:DesiredInstanceCount',
  'workspaces:workspacespool:DesiredUserSessions',
  'a:dimension:of-tomorrow',
])('%s, which is not calculated, is named', (dimension) => {
  const { verdicts } = totalOf({ Scaled: target(dimension) });
  expect(verdicts[0]).toMatchObject({ verdict: 'price unknown', reason: 'Not included: What scaling adds.' });
});

test('an index that no target names keeps its capacity', () => {
  const other = target('dynamodb:index:WriteCapacityUnits', '/index/by-name');
  expect(totalOf({ It: TABLE, Other: other }).expected).toBe(totalOf({ It: TABLE }).expected);
});
