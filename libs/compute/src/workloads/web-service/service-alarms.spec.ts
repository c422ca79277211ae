import { Match } from 'aws-cdk-lib/assertions';
import { synthesizeService, TOPIC } from '../../testing/service';

const { template } = synthesizeService();
const ALARM = 'AWS::CloudWatch::Alarm';
const alarms = Object.entries(template.findResources(ALARM));

/** What is named in the handover's runbook; another alarm belongs there too. */
test('the alarms', () => {
  expect(alarms.map(([id]) => id.replace(/^Service/, '').replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'RunningAlarmsCpu',
    'RunningAlarmsMemory',
    'RunningAlarmsRestarts',
    'TrafficAlarmsLatency',
    'TrafficAlarmsServerErrors',
    'TrafficAlarmsUnhealthyTargets',
  ]);
});

test('each says which service it is about, goes to the topic, and tells when it is over', () => {
  for (const [, { Properties }] of alarms) {
    expect(Properties).toMatchObject({
      AlarmDescription: expect.stringMatching(/^acme api in staging: .{30,}/),
      AlarmActions: [TOPIC],
      OKActions: [TOPIC],
      TreatMissingData: 'notBreaching',
    });
  }
});

test.each<[metric: string, properties: object]>([
  [
    'UnHealthyHostCount',
    {
      Threshold: 1,
      EvaluationPeriods: 3,
      Period: 60,
      Statistic: 'Maximum',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    },
  ],
  [
    'TargetResponseTime',
    {
      Threshold: 2,
      EvaluationPeriods: 3,
      Period: 300,
      ExtendedStatistic: 'p95',
      ComparisonOperator: 'GreaterThanThreshold',
    },
  ],
  ['CPUUtilization', { Threshold: 90, EvaluationPeriods: 3, Period: 300, ComparisonOperator: 'GreaterThanThreshold' }],
  [
    'MemoryUtilization',
    { Threshold: 90, EvaluationPeriods: 3, Period: 300, ComparisonOperator: 'GreaterThanThreshold' },
  ],
  [
    'TriggeredRules',
    {
      Threshold: 3,
      EvaluationPeriods: 1,
      Period: 900,
      Statistic: 'Sum',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    },
  ],
])('%s', (MetricName, properties) => {
  template.hasResourceProperties(ALARM, { MetricName, ...properties });
});

test('errors count by their share, once there are enough requests to speak of one', () => {
  template.hasResourceProperties(ALARM, {
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
    Metrics: Match.arrayWith([
      Match.objectLike({ Expression: 'IF(requests >= 20, 100 * errors / requests, 0)' }),
      Match.objectLike({
        Id: 'errors',
        MetricStat: Match.objectLike({
          Metric: Match.objectLike({ MetricName: 'HTTPCode_Target_5XX_Count' }),
          Stat: 'Sum',
          Period: 300,
        }),
      }),
      Match.objectLike({
        Id: 'requests',
        MetricStat: Match.objectLike({
          Metric: Match.objectLike({ MetricName: 'RequestCount' }),
          Stat: 'Sum',
          Period: 300,
        }),
      }),
    ]),
  });
});

test('a task that ends by itself or cannot start is announced, with the reason', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.ecs'],
      'detail-type': ['ECS Task State Change'],
      detail: {
        clusterArn: ['arn:aws:ecs:us-east-2:111122223333:cluster/acme-staging'],
        group: [
          { 'Fn::Join': ['', ['service:', { 'Fn::GetAtt': [Match.stringLikeRegexp('RunningService'), 'Name'] }]] },
        ],
        lastStatus: ['STOPPED'],
        stopCode: ['EssentialContainerExited', 'TaskFailedToStart'],
      },
    },
    Targets: [
      {
        Arn: TOPIC,
        InputTransformer: {
          InputPathsMap: { reason: '$.detail.stoppedReason' },
          InputTemplate: '"acme api in staging: a task stopped: <reason>"',
        },
      },
    ],
  });
});
