import { Match } from 'aws-cdk-lib/assertions';
import { TOPIC } from '../../testing/service';
import { synthesizeJob } from '../../testing/workloads';
import { expressionOf, watchedHours } from './job-schedule';

const template = synthesizeJob();
const family = 'arn:aws:ecs:us-east-2:111122223333:task-definition/acme-nightly-staging:*';

test('the schedule starts one task of the deployed revision, in private subnets, and no one gets a shell in it', () => {
  template.hasResource('AWS::Scheduler::Schedule', {
    Condition: 'HasImage',
    Properties: {
      Name: 'acme-nightly-staging',
      GroupName: { Ref: Match.stringLikeRegexp('^ServiceScheduleGroup') },
      ScheduleExpression: 'cron(0 3 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: {
        RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3600 },
        EcsParameters: {
          TaskDefinitionArn: { Ref: Match.stringLikeRegexp('^ServiceRunningTaskDefinition') },
          Group: 'family:acme-nightly-staging',
          LaunchType: 'FARGATE',
          TaskCount: 1,
          EnableExecuteCommand: false,
          NetworkConfiguration: {
            AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', Subnets: ['subnet-1', 'subnet-2'] },
          },
        },
      },
    },
  });
  template.resourceCountIs('AWS::ECS::Service', 0);
});

test('the group exists before the first image', () => {
  const [group] = Object.values(template.findResources('AWS::Scheduler::ScheduleGroup'));
  expect(group).toMatchObject({ Properties: { Name: 'acme-nightly-staging' } });
  expect(group).not.toHaveProperty('Condition');
});

test('the schedule waits for the policy of the role that starts the tasks', () => {
  const [schedule] = Object.values(template.findResources('AWS::Scheduler::Schedule'));
  expect(schedule?.['DependsOn']).toContainEqual(expect.stringMatching(/^ServiceRunnerPolicy/));
});

test('EventBridge Scheduler may take the role for this group alone, and start tasks of this family in this cluster alone', () => {
  template.hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'run-acme-nightly-staging',
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:SourceAccount': '111122223333',
              'aws:SourceArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServiceScheduleGroup'), 'Arn'] },
            },
          },
        },
      ],
    },
  });
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'ecs:RunTask',
          Resource: family,
          Condition: { ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:us-east-2:111122223333:cluster/acme-staging' } },
        },
        {
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: [
            { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServiceRolesExecution'), 'Arn'] },
            { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServiceRolesTask'), 'Arn'] },
          ],
          Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        },
      ],
    },
  });
});

test('a run that failed is reported with its reason; the agent of GuardDuty beside it does not count', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.ecs'],
      'detail-type': ['ECS Task State Change'],
      detail: {
        clusterArn: ['arn:aws:ecs:us-east-2:111122223333:cluster/acme-staging'],
        group: ['family:acme-nightly-staging'],
        lastStatus: ['STOPPED'],
        $or: [
          { stopCode: ['TaskFailedToStart'] },
          { containers: { name: ['nightly'], exitCode: [{ 'anything-but': 0 }] } },
        ],
      },
    },
    Targets: [{ InputTransformer: { InputTemplate: '"acme nightly in staging: a run failed: <reason>"' } }],
  });
});

describe('alarms', () => {
  const idsOf = (made = template) =>
    Object.keys(made.findResources('AWS::CloudWatch::Alarm'))
      .map((id) => id.replace(/^ServiceRunning/, '').replace(/[0-9A-F]{8}$/, ''))
      .sort();

  test('on failed runs, on runs that were given up, and on missed runs', () => {
    expect(idsOf()).toEqual(['DroppedRuns', 'FailedRuns', 'MissedRuns']);
  });

  test('a missed run is reported as the lack of data, after the longest time between two runs', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'InvocationAttemptCount',
      Dimensions: [{ Name: 'ScheduleGroup', Value: 'acme-nightly-staging' }],
      Period: 3600,
      EvaluationPeriods: 26,
      TreatMissingData: 'missing',
      AlarmActions: [TOPIC],
      InsufficientDataActions: [TOPIC],
    });
  });

  test('no run is missed of a job that is switched off, and none is noticed of one that runs once a month', () => {
    expect(idsOf(synthesizeJob({ enabled: false }))).not.toContain('MissedRuns');
    expect(idsOf(synthesizeJob({ schedule: { cron: '0 3 1 * ? *', timeZone: 'UTC' } }))).not.toContain('MissedRuns');
  });
});

test.each([
  [{ cron: '0 3 * * ? *', timeZone: 'UTC' }, 'cron(0 3 * * ? *)', 26],
  [{ cron: '0 7 ? * MON-FRI *', timeZone: 'UTC' }, 'cron(0 7 ? * MON-FRI *)', 74],
  // One hour more than an alarm can look back.
  [{ cron: '0 3 ? * SUN *', timeZone: 'UTC' }, 'cron(0 3 ? * SUN *)', undefined],
  [{ everyMinutes: 1, timeZone: 'UTC' }, 'rate(1 minute)', 3],
  [{ everyMinutes: 360, timeZone: 'UTC' }, 'rate(360 minutes)', 8],
])('%j: %s, watched for %s hours', (schedule, expression, hours) => {
  expect(expressionOf(schedule)).toBe(expression);
  expect(watchedHours(schedule, 60)).toBe(hours);
});
