import type { ScheduledWorkload } from '@careplane/config';
import { counted } from '@careplane/command-line';
import { code, toChapter } from '../document/block';
import type { TreeNames } from './names';
import type { DecisionTree } from './tree';

/** A job failed, could not be started, or was not started. */
export function missedRun(names: TreeNames, service: ScheduledWorkload): DecisionTree {
  const { region, stack, cluster } = names;
  const schedule = (query: string, output = 'text') =>
    `aws scheduler get-schedule --region ${region} --group-name ${stack} --name ${stack} --query "${query}" --output ${output}`;
  const network = 'Target.EcsParameters.NetworkConfiguration.awsvpcConfiguration';
  const again = [
    `TASK="$(${schedule('Target.EcsParameters.TaskDefinitionArn')})"`,
    `NETWORK="$(${schedule(`{awsvpcConfiguration:{subnets:${network}.Subnets,securityGroups:${network}.SecurityGroups,assignPublicIp:${network}.AssignPublicIp}}`, 'json')})"`,
    `aws ecs run-task --region ${region} --cluster ${cluster} --launch-type FARGATE --group family:${stack} --task-definition "$TASK" --network-configuration "$NETWORK" --query "[tasks[0].taskArn,failures[0].reason]" --output text`,
  ];
  return {
    title: 'A scheduled run failed or was missed',
    symptom: `An alarm or an e-mail says that a run of a job, such as ${service.name}, ended with an error, was dropped, or did not start.`,
    steps: [
      {
        text: 'Read which alarm it is.',
        commands: [
          `aws cloudwatch describe-alarms --region ${region} --alarm-name-prefix ${stack}- --query "MetricAlarms[].[AlarmName,StateValue,StateUpdatedTimestamp]" --output text`,
        ],
        answers: [
          {
            answer: 'FailedRuns',
            steps: [
              {
                text: 'The container ended with an error, or could not start. Its last lines say why.',
                commands: [names.showLog('24h')],
              },
              {
                text: 'Without lines in the log, the task did not start. ECS keeps the reason for an hour, and the e-mail has it as well.',
                commands: [
                  `TASKS="$(aws ecs list-tasks --region ${region} --cluster ${cluster} --family ${stack} --desired-status STOPPED --query taskArns --output text)"`,
                  `aws ecs describe-tasks --region ${region} --cluster ${cluster} --tasks $TASKS --query "tasks[].[stoppedAt,stopCode,stoppedReason,containers[0].exitCode]" --output text`,
                ],
              },
            ],
          },
          {
            answer: 'DroppedRuns',
            steps: [
              {
                text: `AWS refused to start the task for ${counted(service.startWithinMinutes, 'minute')}. CloudTrail has the refused calls, with the reason: no capacity, a quota, or a role that may not.`,
                commands: [
                  `aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=EventName,AttributeValue=RunTask --max-items 20 --query "Events[?contains(CloudTrailEvent,'${stack}')].[EventTime,CloudTrailEvent]" --output text`,
                ],
              },
            ],
          },
          {
            answer: 'MissedRuns',
            steps: [
              {
                text: 'See whether the schedule is switched on, and when it runs.',
                commands: [schedule('[State,ScheduleExpression,ScheduleExpressionTimezone]')],
              },
              {
                text: [
                  'Without a schedule, the job has no image yet: push a commit, and the pipeline builds it. If its times are wrong, change ',
                  code('schedule'),
                  ' in service.yaml.',
                ],
              },
              {
                text: 'A schedule that is DISABLED although service.yaml does not switch it off was switched off by someone. Ask who did it and why (UpdateSchedule in CloudTrail). A deploy leaves it as it is, because its template has not changed, so an administrator switches it on again:',
                commands: [
                  `aws scheduler update-schedule --region ${region} --cli-input-json "$(${schedule("{Name:Name,GroupName:GroupName,Description:Description,State:'ENABLED',ScheduleExpression:ScheduleExpression,ScheduleExpressionTimezone:ScheduleExpressionTimezone,FlexibleTimeWindow:FlexibleTimeWindow,Target:Target}", 'json')})" --query ScheduleArn --output text`,
                ],
              },
            ],
          },
        ],
      },
      {
        text: [
          'Repair the cause: push a mended image, or ',
          toChapter('roll back', 'releases', 'Roll back'),
          '. The next run comes at its time. If the work cannot wait, and only if it may be done twice, an administrator starts it now:',
        ],
        commands: again,
      },
      {
        text: 'See that the run ends as it should; the alarm FailedRuns goes back to OK within some minutes, MissedRuns within an hour of the next run.',
        commands: [names.showLog('1h')],
      },
    ],
  };
}
