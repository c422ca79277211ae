import { shellWord } from '@careplane/problems';
import { exceptionsFile } from '../facts/facts';
import { toChapter } from '../document/block';
import type { Step } from '../document/block';
import type { TreeNames } from './names';
import type { DecisionTree } from './tree';

/** Retry of a failed stage, with the id of the newest run. */
export function retryCommands({ pipeline }: TreeNames, stage: string): string[] {
  if (pipeline === undefined) return [];
  const { region, name } = pipeline;
  return [
    `EXECUTION="$(aws codepipeline list-pipeline-executions --region ${region} --pipeline-name ${name} --max-items 1 --query "pipelineExecutionSummaries[0].pipelineExecutionId" --output text | head -n 1)"`,
    `aws codepipeline retry-stage-execution --region ${region} --pipeline-name ${name} --stage-name ${stage} --pipeline-execution-id "$EXECUTION" --retry-mode FAILED_ACTIONS`,
  ];
}

/** Lines of the newest hour of a build’s log. */
function tail(names: TreeNames, action: string): string[] {
  const log = names.buildLog(action);
  return log === undefined
    ? []
    : [`aws logs tail ${log} --region ${names.pipeline?.region ?? names.region} --since 1h`];
}

function stageOf({ pipeline }: TreeNames, action: string): string {
  return pipeline?.actions.find(({ name }) => name === action)?.stage ?? action;
}

/** Which action failed, with the address of its log. */
function failedActions({ pipeline }: TreeNames): string[] {
  if (pipeline === undefined) return [];
  const { region, name } = pipeline;
  return [
    `aws codepipeline list-action-executions --region ${region} --pipeline-name ${name} --query "actionExecutionDetails[?status=='Failed']|[:3].[stageName,actionName,output.executionResult.externalExecutionUrl]" --output text`,
  ];
}

/** A build of a pipeline failed. */
export function failedBuild(names: TreeNames): DecisionTree {
  const region = names.pipeline?.region ?? names.region;
  return {
    title: 'A build failed',
    symptom:
      'A message says that an action of a pipeline failed, and its name is Build, Check or Prepare; or ScanAndPush without the word “blocked”.',
    steps: [
      { text: 'Find the action that failed.', commands: failedActions(names) },
      {
        text: 'Read the end of its log.',
        commands: [...tail(names, 'Build'), ...tail(names, 'ScanAndPush')],
        answers: [
          {
            answer: 'docker build ended with an error',
            steps: [
              {
                text: 'Build the same commit on a laptop, repair it, and push. The push starts the pipeline again.',
                commands: [`docker build --tag ${names.service.name}:local .`],
              },
            ],
          },
          {
            answer: 'sha256sum: a download does not match its checksum',
            steps: [
              {
                text: 'The file was changed, or the download was cut. Retry once. If it fails again, find the cause. Do not change the checksum to make the build pass.',
                commands: retryCommands(names, stageOf(names, 'ScanAndPush')),
              },
            ],
          },
          {
            answer: 'the vulnerability database cannot be downloaded',
            steps: [
              {
                text: 'Retry the stage. If the registry is down for long, set trivy.databaseRepository in platform.yaml to a mirror.',
                commands: retryCommands(names, stageOf(names, 'ScanAndPush')),
              },
            ],
          },
          {
            answer: 'Not pushed: not every finding reached Security Hub',
            steps: [
              {
                text: 'See that Security Hub is on in this account and region. The log has the reason of AWS for each finding that was refused.',
                commands: [`aws securityhub describe-hub --region ${region}`],
              },
              {
                text: 'If it answers that the account is not subscribed, someone has turned it off. Turn it on again, and find out in CloudTrail who that was (DisableSecurityHub). Its settings are those of the baseline; a deploy of the platform puts them back.',
                commands: [`aws securityhub enable-security-hub --region ${region} --no-enable-default-standards`],
              },
              { text: 'Then retry the stage.', commands: retryCommands(names, stageOf(names, 'ScanAndPush')) },
            ],
          },
          {
            answer: 'blocked',
            steps: [
              {
                text: [
                  'Go on at ',
                  toChapter('the gate blocked an image', 'troubleshooting', 'The gate blocked an image'),
                  '.',
                ],
              },
            ],
          },
        ],
      },
      greenStep(names),
    ],
  };
}

/** How one sees that a pipeline is green again. */
export function greenStep({ pipeline }: TreeNames): Step {
  if (pipeline === undefined) return { text: 'See that the workflow is green.' };
  return {
    text: 'See that every stage has succeeded.',
    commands: [
      `aws codepipeline get-pipeline-state --region ${pipeline.region} --name ${pipeline.name} --query "stageStates[].[stageName,latestExecution.status]" --output table`,
    ],
  };
}

/** The scan found something that the policy blocks. */
export function blockedGate(names: TreeNames, platform: string, account: string): DecisionTree {
  const { service, environment, pipeline } = names;
  const build = `docker build --tag ${service.name}:local .`;
  const scan = `npx careplane scan image ${service.name}:local --repository ${platform}/${service.name} --environment ${environment.name} --account ${account} --region ${pipeline?.region ?? names.region} --exceptions ${shellWord(exceptionsFile(service))} --out scan`;
  return {
    title: 'The gate blocked an image',
    symptom:
      'The action ScanAndPush failed, and its log has lines with the outcome “blocked”. Nothing was pushed or deployed.',
    steps: [
      { text: 'Read which findings block.', commands: tail(names, 'ScanAndPush') },
      {
        text: 'Scan the same commit on a laptop.',
        commands: [build, scan],
        answers: [
          {
            answer: 'The column FIXED IN has a version',
            steps: [
              {
                text: 'Update the package or the base image, build and scan again until the command ends with 0, and push.',
                commands: [build, scan],
              },
            ],
          },
          {
            answer: 'There is no fix yet',
            steps: [
              {
                text: [
                  'Write an exception with reason, owner and last day into ',
                  { code: exceptionsFile(service) },
                  ' in the repository of the service, and have it reviewed. The key image.exceptions of service.yaml must name the file. Then decide again on the stored scan:',
                ],
                commands: [`npx careplane scan gate --from scan --exceptions ${shellWord(exceptionsFile(service))}`],
              },
            ],
          },
          {
            answer: 'It is a secret',
            steps: [
              {
                text: 'The secret is in the layers of the image and in the history of the repository. Revoke it first, then build without it.',
              },
            ],
          },
          {
            answer: 'The scan is incomplete',
            steps: [
              {
                text: 'The scanner could not read everything, and what was not read does not pass. Its message names the part.',
              },
            ],
          },
        ],
      },
      greenStep(names),
    ],
  };
}

/** An exception is over, and its findings count again. */
export function expiredException(names: TreeNames, platform: string, account: string): DecisionTree {
  const { service, environment } = names;
  const gate = `npx careplane scan image ${service.name}:local --repository ${platform}/${service.name} --environment ${environment.name} --account ${account} --region ${names.pipeline?.region ?? names.region} --exceptions ${shellWord(exceptionsFile(service))} --out scan`;
  return {
    title: 'An exception has expired',
    symptom:
      'A pipeline that passed yesterday is blocked today without a change, and the report names an expired exception and its owner.',
    steps: [
      { text: 'Read which exception it is.', commands: tail(names, 'ScanAndPush') },
      {
        text: 'Ask the owner: is there a fix now?',
        answers: [
          {
            answer: 'Yes',
            steps: [
              {
                text: 'Update the package or the base image, remove the exception, scan, and push.',
                commands: [`docker build --tag ${service.name}:local .`, gate],
              },
            ],
          },
          {
            answer: 'No',
            steps: [
              {
                text: [
                  'Write a new last day and a new reason into ',
                  { code: exceptionsFile(service) },
                  ', at most 366 days ahead, and have it reviewed. Push it.',
                ],
              },
            ],
          },
        ],
      },
      greenStep(names),
    ],
  };
}
