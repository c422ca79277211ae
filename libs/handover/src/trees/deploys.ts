import { counted } from '@careplane/command-line';
import { shellWord } from '@careplane/problems';
import { toChapter } from '../document/block';
import type { Step } from '../document/block';
import type { TreeNames } from './names';
import { greenStep } from './build';
import { failedEvents } from './stuck-stack';
import type { DecisionTree } from './tree';

/** Only a service that takes requests has targets. */
const UNHEALTHY: NonNullable<Step['answers']>[number] = {
  answer: 'unhealthy, or failed health checks',
  steps: [{ text: ['Go on at ', toChapter('a target is unhealthy', 'troubleshooting', 'A target is unhealthy'), '.'] }],
};

/** ECS and CloudFormation took a deploy back. */
export function rolledBack(names: TreeNames): DecisionTree {
  const { region, stack, cluster } = names;
  const build = names.buildLog('Deploy');
  return {
    title: 'A deploy was rolled back',
    symptom: 'The action Deploy failed after some minutes. The release before is running, so there is time.',
    steps: [
      {
        text: 'Read what CloudFormation reports.',
        commands: [
          ...(build === undefined
            ? []
            : [`aws logs tail ${build} --region ${names.pipeline?.region ?? region} --since 1h`]),
          failedEvents(region, stack, 'Timestamp,LogicalResourceId,ResourceStatusReason'),
        ],
      },
      {
        text: 'Read what ECS reports about the service.',
        commands: [
          `aws ecs describe-services --region ${region} --cluster ${cluster} --services ${names.physical('AWS::ECS::Service')} --query "services[0].events[:10].[createdAt,message]" --output text`,
        ],
        answers: [
          {
            answer: 'tasks stopped, or the deployment circuit breaker was triggered',
            steps: [
              {
                text: 'The container ends by itself. Its last lines say why; often a variable or a secret is missing.',
                commands: [names.showLog('2h')],
              },
              {
                text: 'Without lines in the log, the task did not start. ECS keeps the reason for an hour.',
                commands: stoppedTasks(names),
              },
            ],
          },
          ...(names.web === undefined ? [] : [UNHEALTHY]),
          {
            answer: 'an alarm was triggered',
            steps: [
              {
                text: 'The new release answered with 5xx or had unhealthy tasks. Look at the service’s log of that time.',
                commands: [names.showLog('2h')],
              },
            ],
          },
          {
            answer: 'no capacity in a zone',
            steps: [{ text: 'Fargate had no room. Run the pipeline again later.', commands: startCommand(names) }],
          },
        ],
      },
      {
        text: 'Is the release that runs now right?',
        answers: [
          {
            answer: 'it is right',
            steps: [
              {
                text: [
                  'Repair the change and push it, or take it back: ',
                  toChapter('roll back', 'releases', 'Roll back'),
                  '.',
                ],
              },
            ],
          },
          {
            answer: 'it has the fault as well',
            steps: [
              {
                text: 'Release the one before it again. It goes through scan, gate and approval as every release.',
                commands: rollback(names),
              },
            ],
          },
        ],
      },
      greenStep(names),
    ],
  };
}

/** Why the newest tasks ended, with the exit code of the container. */
function stoppedTasks(names: TreeNames): string[] {
  const { region, cluster } = names;
  return [
    `SERVICE=${names.physical('AWS::ECS::Service')}`,
    `TASKS="$(aws ecs list-tasks --region ${region} --cluster ${cluster} --service-name "$SERVICE" --desired-status STOPPED --query taskArns --output text)"`,
    `aws ecs describe-tasks --region ${region} --cluster ${cluster} --tasks $TASKS --query "tasks[].[stoppedAt,stopCode,stoppedReason,containers[0].exitCode]" --output text`,
  ];
}

/** The release before goes through the pipeline again; no command where the service has no pipeline in AWS. */
function rollback({ pipeline, folder, environment }: TreeNames): string[] {
  if (pipeline === undefined) return [];
  const command = `npx careplane rollback ${shellWord(folder)} --env ${environment.name}`;
  return [`${command} --list`, command];
}

function startCommand({ pipeline }: TreeNames): string[] {
  return pipeline === undefined
    ? []
    : [`aws codepipeline start-pipeline-execution --region ${pipeline.region} --name ${pipeline.name}`];
}

/** The balancer does not send requests to a task. */
export function unhealthyTarget(names: TreeNames, web: NonNullable<TreeNames['web']>): DecisionTree {
  const { region, stack } = names;
  const { service, deployment } = web;
  const { healthCheck } = deployment;
  return {
    title: 'A target is unhealthy',
    symptom: `The alarm of a service says that a task fails its health checks, or users of ${service.name} see 503.`,
    steps: [
      {
        text: 'Ask the load balancer for the reason.',
        commands: [
          `aws elbv2 describe-target-health --region ${region} --target-group-arn ${names.physical('AWS::ElasticLoadBalancingV2::TargetGroup')} --query "TargetHealthDescriptions[].[Target.Id,TargetHealth.State,TargetHealth.Reason,TargetHealth.Description]" --output text`,
        ],
        answers: [
          {
            answer: 'Target.Timeout or Target.FailedHealthChecks',
            steps: [
              {
                text: `Nothing answers at port ${service.port} within ${counted(healthCheck.timeoutSeconds, 'second')} (Timeout), or the connection is refused or broken (FailedHealthChecks). The log shows whether the container listens there${service.protocol === 'https' ? ' with TLS' : ''}.`,
                commands: [names.showLog('1h')],
              },
            ],
          },
          {
            answer: 'Target.ResponseCodeMismatch',
            steps: [
              {
                text: `${healthCheck.path} answers with a code that is not ${healthCheck.codes}. Repair the service, or change healthCheck in service.yaml.`,
                commands: [names.showLog('1h')],
              },
            ],
          },
          {
            answer: 'no target is listed',
            steps: [
              {
                text: 'No task runs. The service stack has no image yet, or tasks cannot start.',
                commands: [
                  `aws cloudformation describe-stacks --region ${region} --stack-name ${stack} --query "Stacks[0].[StackStatus,Parameters[?ParameterKey=='ImageDigest'].ParameterValue|[0]]" --output text`,
                ],
              },
              {
                text: [
                  'Without a digest, push a commit: the pipeline builds the first image. With one, go on at ',
                  toChapter('a deploy that was rolled back', 'troubleshooting', 'A deploy was rolled back'),
                  ', at tasks that stopped.',
                ],
              },
            ],
          },
          {
            answer: 'all are healthy again',
            steps: [
              {
                text: 'ECS has replaced the task. See why the one before ended.',
                commands: [names.showLog('3h')],
              },
            ],
          },
        ],
      },
      {
        text: [
          'If the newest release is the cause, take it back; see ',
          toChapter('roll back', 'releases', 'Roll back'),
          '.',
        ],
        commands: rollback(names),
      },
    ],
  };
}
