import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { NightlyAlarms, SCANNED_WITHIN_HOURS } from './nightly-alarms';
import { testStack } from './testing/stack';

const EMAILS = 'arn:aws:sns:us-east-2:111122223333:emails';
const SLACK = 'arn:aws:sns:us-east-2:111122223333:slack';

function alarms() {
  const stack = testStack();
  new NightlyAlarms(stack, 'NightlyScans', {
    scans: ['production', 'staging'].map((environment) => ({
      environment,
      pipelineName: `acme-api-${environment}-nightly`,
      projectName: `acme-api-${environment}-nightly-scan`,
    })),
    title: 'acme api',
    topics: [EMAILS, SLACK].map((arn) => Topic.fromTopicArn(stack, arn, arn)),
  });
  return Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties as Readonly<Record<string, unknown>>,
  );
}

test('each scan has an alarm on its own project, whose beginning and end go to every topic', () => {
  expect(alarms().map(({ Dimensions }) => Dimensions)).toEqual([
    [{ Name: 'ProjectName', Value: 'acme-api-production-nightly-scan' }],
    [{ Name: 'ProjectName', Value: 'acme-api-staging-nightly-scan' }],
  ]);
  for (const alarm of alarms()) {
    expect(alarm).toMatchObject({
      Namespace: 'AWS/CodeBuild',
      MetricName: 'SucceededBuilds',
      AlarmActions: [EMAILS, SLACK],
      OKActions: [EMAILS, SLACK],
    });
  }
});

test('a night without a build counts as a breach, in a window that CloudWatch takes', () => {
  for (const { ComparisonOperator, EvaluationPeriods, Period, Threshold, TreatMissingData } of alarms()) {
    expect({ ComparisonOperator, Threshold, TreatMissingData }).toEqual({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
    // Seven days for periods of an hour and more, one day for shorter ones.
    expect(Period).toBe(3600);
    expect(Number(EvaluationPeriods) * Number(Period)).toBeLessThanOrEqual(604_800);
    // A night, an hour in which the build may wait and one in which it may run: a shorter window would ring on good nights.
    expect(EvaluationPeriods).toBeGreaterThan(26);
    expect(EvaluationPeriods).toBe(SCANNED_WITHIN_HOURS);
  }
});

test('the message says which scan it is, and what to do', () => {
  for (const { AlarmDescription } of alarms()) {
    expect(AlarmDescription).toMatch(/^acme api in \w+: no nightly scan has succeeded for 36 hours/);
    expect(AlarmDescription).toMatch(/codepipeline start-pipeline-execution --name acme-api-\w+-nightly\./);
    expect(String(AlarmDescription).length).toBeLessThanOrEqual(1024);
  }
});
