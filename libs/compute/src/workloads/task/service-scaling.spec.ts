import { synthesizeService } from '../../testing/service';

const scaling = { min: 2, max: 12, cpuPercent: 60, memoryPercent: 70, requestsPerTarget: 1000, schedule: [] };
const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

test('the number of tasks stays between the bounds', () => {
  synthesizeService({ scaling }).template.hasResourceProperties(TARGET, {
    MinCapacity: 2,
    MaxCapacity: 12,
    ScalableDimension: 'ecs:service:DesiredCount',
  });
});

test('no role is named, so whoever rolls an image out need not pass one', () => {
  const { template } = synthesizeService({ scaling });
  const [target] = Object.values(template.findResources(TARGET));
  expect(target?.['Properties']).not.toHaveProperty('RoleARN');
});

test.each([
  ['ECSServiceAverageCPUUtilization', 60],
  ['ECSServiceAverageMemoryUtilization', 70],
  ['ALBRequestCountPerTarget', 1000],
])('%s is held at %i', (PredefinedMetricType, TargetValue) => {
  const { template } = synthesizeService({ scaling });
  template.resourceCountIs(POLICY, 3);
  template.hasResourceProperties(POLICY, {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType },
      TargetValue,
    },
  });
});

test('requests are counted at this service’s target group', () => {
  const { template } = synthesizeService({ scaling });
  const label = Object.values(template.findResources(POLICY))
    .map(({ Properties }) => Properties.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification)
    .find(({ PredefinedMetricType }) => PredefinedMetricType === 'ALBRequestCountPerTarget').ResourceLabel;
  expect(JSON.stringify(label)).toContain('TargetGroupFullName');
});

test('by day the bounds may be others, by the clock of a place', () => {
  const schedule = [
    { cron: '0 7 ? * MON-FRI *', timeZone: 'America/New_York', min: 3, max: 12 },
    { cron: '0 20 ? * MON-FRI *', timeZone: 'America/New_York', min: 2, max: 6 },
  ];
  const { template } = synthesizeService({ scaling: { ...scaling, schedule } });
  const [target] = Object.values(template.findResources(TARGET));
  expect(target?.['Properties'].ScheduledActions).toEqual(
    schedule.map(({ cron, timeZone, min, max }, index) => ({
      ScheduledActionName: `Schedule${index}`,
      Schedule: `cron(${cron})`,
      Timezone: timeZone,
      ScalableTargetAction: { MinCapacity: min, MaxCapacity: max },
    })),
  );
});

test('without a schedule there is none', () => {
  const [target] = Object.values(synthesizeService({ scaling }).template.findResources(TARGET));
  expect(target?.['Properties'].ScheduledActions).toBeUndefined();
});
