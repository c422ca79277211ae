import { Template } from 'aws-cdk-lib/assertions';
import { newDatabase, TOPIC } from './testing/database';
import { testStack } from './testing/stack';

const ALARM = 'AWS::CloudWatch::Alarm';

function synthesize(instanceClass: string): Template {
  const stack = testStack();
  newDatabase(stack, { instanceClass });
  return Template.fromStack(stack);
}

const template = synthesize('db.t4g.medium');

test.each<[metric: string, Statistic: string, Threshold: number, ComparisonOperator: string]>([
  ['FreeStorageSpace', 'Minimum', 5 * 1024 ** 3, 'LessThanThreshold'],
  ['DatabaseConnections', 'Maximum', 272, 'GreaterThanThreshold'],
  ['CPUUtilization', 'Average', 90, 'GreaterThanThreshold'],
])('%s', (MetricName, Statistic, Threshold, ComparisonOperator) => {
  template.hasResourceProperties(ALARM, {
    MetricName,
    Statistic,
    Threshold,
    ComparisonOperator,
    Period: 300,
    EvaluationPeriods: 3,
  });
});

test('the connections’ threshold is four fifths of what the class has', () => {
  synthesize('db.r6g.large').hasResourceProperties(ALARM, { MetricName: 'DatabaseConnections', Threshold: 1092 });
});

test('each says which database, goes to the topic, and takes silence for a fault', () => {
  template.resourceCountIs(ALARM, 3);
  for (const { Properties } of Object.values(template.findResources(ALARM))) {
    expect(Properties).toMatchObject({
      AlarmDescription: expect.stringMatching(/^acme-production: /),
      AlarmActions: [TOPIC],
      OKActions: [TOPIC],
      TreatMissingData: 'breaching',
    });
  }
});
