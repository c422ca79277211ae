import { counted } from '@careplane/command-line';
import type { ContainerService } from '@careplane/config';
import { greenStep, retryCommands } from './build';
import type { TreeNames } from './names';
import type { DecisionTree } from './tree';

/** The task that a release runs first, such as a migration, did not succeed. */
export function failedTaskBeforeDeploy(
  names: TreeNames,
  task: NonNullable<ContainerService['beforeDeploy']>,
): DecisionTree {
  const { region, cluster, service } = names;
  const family = names.taskBeforeDeploy ?? '';
  const build = names.buildLog('Deploy');
  const retry = retryCommands(names, 'Deploy');
  return {
    title: 'A task before the deploy failed',
    symptom: `The action Deploy failed, and its log names a task that runs before the deploy, such as ${task.name} of ${service.name}. The release before is running, so there is time.`,
    steps: [
      {
        text: 'Read the log of the release. It has the lines of the task and how it ended.',
        commands: [
          build === undefined
            ? names.showLog('1h')
            : `aws logs tail ${build} --region ${names.pipeline?.region ?? region} --since 1h`,
        ],
        answers: [
          {
            answer: 'has failed with exit code',
            steps: [
              {
                text: 'The task itself ended with an error. Its lines are in the log of the service, too. See what it has changed in the database before you go on, because it runs again from its beginning.',
                commands: [names.showLog('1h')],
              },
              {
                text: 'If the cause is in the image, push a mended commit. If it was outside, such as a lock in the database, retry the stage.',
                commands: retry,
              },
            ],
          },
          {
            answer: 'never ran',
            steps: [
              {
                text: 'ECS could not start the container; the reason is in the same line. Most often the image, a secret or the network cannot be reached. Repair that, and retry the stage.',
                commands: retry,
              },
            ],
          },
          {
            answer: 'has not ended within',
            steps: [
              {
                text: `The release has given up after ${counted(task.timeoutMinutes, 'minute')}, and the task goes on. See whether it still runs.`,
                commands: [
                  `aws ecs list-tasks --region ${region} --cluster ${cluster} --family ${family} --desired-status RUNNING --query taskArns --output text`,
                ],
              },
              {
                text: 'Wait for its end. Stopping a migration can leave half of it. Then retry the stage: the release waits for a task that still runs, and runs its own.',
                commands: retry,
              },
            ],
          },
        ],
      },
      greenStep(names),
    ],
  };
}
