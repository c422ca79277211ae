import { Match } from 'aws-cdk-lib/assertions';
import { TOPIC } from '../../testing/service';
import { synthesizeWorker } from '../../testing/workloads';

const QUEUE = { queueName: 'acme-letters', messagesPerTask: 50 };
const template = synthesizeWorker();

test('no request reaches it: no load balancer, no port, no rule that lets someone in', () => {
  template.hasResourceProperties('AWS::ECS::Service', { LoadBalancers: [] });
  template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [Match.objectLike({ PortMappings: Match.absent(), Environment: Match.absent() })],
  });
});

test('a deploy starts new tasks before it stops the old ones, and is rolled back if they fail', () => {
  template.hasResourceProperties('AWS::ECS::Service', {
    DeploymentConfiguration: {
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
    },
    AvailabilityZoneRebalancing: 'ENABLED',
    DesiredCount: Match.absent(),
  });
});

test('a singleton stops its task before it starts the new one, and does not scale', () => {
  const singleton = synthesizeWorker({ singleton: true });
  singleton.hasResourceProperties('AWS::ECS::Service', {
    DesiredCount: 1,
    DeploymentConfiguration: Match.objectLike({ MinimumHealthyPercent: 0, MaximumPercent: 100 }),
    AvailabilityZoneRebalancing: 'DISABLED',
  });
  singleton.resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 0);
});

test('everything that runs waits for the first image', () => {
  const resources = Object.values(
    template.toJSON()['Resources'] as Record<string, { Type: string; Condition?: string }>,
  );
  const waiting = resources.filter(({ Condition }) => Condition === 'HasImage').map(({ Type }) => Type);
  expect([...new Set(waiting)].sort()).toEqual([
    'AWS::ApplicationAutoScaling::ScalableTarget',
    'AWS::ApplicationAutoScaling::ScalingPolicy',
    'AWS::CloudWatch::Alarm',
    'AWS::ECS::Service',
    'AWS::ECS::TaskDefinition',
    'AWS::Events::Rule',
  ]);
});

test('the container has the words, the time to stop and the check that it is given', () => {
  const made = synthesizeWorker({
    entryPoint: ['/init'],
    command: ['node', 'work.js'],
    stopTimeoutSeconds: 120,
    check: { command: ['CMD', '/up'], intervalSeconds: 30, timeoutSeconds: 5, graceSeconds: 60 },
  });
  made.hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [
      Match.objectLike({
        EntryPoint: ['/init'],
        Command: ['node', 'work.js'],
        StopTimeout: 120,
        HealthCheck: { Command: ['CMD', '/up'], Interval: 30, Timeout: 5, Retries: 3, StartPeriod: 60 },
      }),
    ],
  });
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [
      Match.objectLike({ EntryPoint: Match.absent(), Command: Match.absent(), HealthCheck: Match.absent() }),
    ],
  });
});

test('folders on the disk are volumes of the task; 20 GiB are not asked for, because ECS refuses that', () => {
  const disk = (sizeGiB: number) => synthesizeWorker({ disk: { sizeGiB, paths: ['/scans'] } });
  disk(60).hasResourceProperties('AWS::ECS::TaskDefinition', {
    EphemeralStorage: { SizeInGiB: 60 },
    Volumes: [{ Name: 'disk0' }],
    ContainerDefinitions: [
      Match.objectLike({
        ReadonlyRootFilesystem: true,
        MountPoints: [{ ContainerPath: '/scans', SourceVolume: 'disk0', ReadOnly: false }],
      }),
    ],
  });
  disk(20).hasResourceProperties('AWS::ECS::TaskDefinition', { EphemeralStorage: Match.absent() });
});

test('it follows the waiting messages for each running task', () => {
  const scaling = { min: 1, max: 8, cpuPercent: 60, memoryPercent: 70, schedule: [], queue: QUEUE };
  synthesizeWorker({ scaling }).hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 50,
      CustomizedMetricSpecification: {
        Metrics: [
          Match.objectLike({
            Id: 'messages',
            ReturnData: false,
            MetricStat: {
              Stat: 'Sum',
              Metric: {
                Namespace: 'AWS/SQS',
                MetricName: 'ApproximateNumberOfMessagesVisible',
                Dimensions: [{ Name: 'QueueName', Value: 'acme-letters' }],
              },
            },
          }),
          Match.objectLike({ Id: 'tasks', ReturnData: false }),
          Match.objectLike({ Expression: 'IF(tasks > 0, messages / tasks, messages)', ReturnData: true }),
        ],
      },
    },
  });
  template.resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 2);
});

test('the alarms', () => {
  const alarms = Object.entries(template.findResources('AWS::CloudWatch::Alarm'));
  expect(alarms.map(([id]) => id.replace(/^ServiceRunning/, '').replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'AlarmsCpu',
    'AlarmsMemory',
    'AlarmsRestarts',
    'MissingTasks',
  ]);
  for (const [, { Properties }] of alarms) {
    expect(Properties).toMatchObject({
      AlarmDescription: expect.stringMatching(/^acme letters in staging: .{30,}/),
      AlarmActions: [TOPIC],
      OKActions: [TOPIC],
    });
  }
});
