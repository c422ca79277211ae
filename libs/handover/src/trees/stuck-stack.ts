import { shellWord } from '@careplane/problems';
import type { DecisionTree } from './tree';

/** The newest failures of a stack. A deletion has two events for each resource, so fewer than these may not have the failure. */
export function failedEvents(region: string, stack: string, fields: string): string {
  return `aws cloudformation describe-stack-events --region ${region} --stack-name ${stack} --max-items 200 --query "StackEvents[?contains(ResourceStatus,'FAILED')].[${fields}]" --output text`;
}

/** A stack that CloudFormation does not change any more. */
export function stuckStack(region: string, stack: string, folder: string): DecisionTree {
  const aws = (command: string) => `aws cloudformation ${command} --region ${region} --stack-name ${stack}`;
  const failures = (fields: string) => failedEvents(region, stack, fields);
  const again = [
    `npx careplane synth ${shellWord(folder)} --out cdk.out`,
    `npx careplane deploy ${shellWord(folder)} --assembly cdk.out`,
  ];
  return {
    title: 'A stack is stuck',
    symptom:
      'A deploy says that a stack is in a state in which it cannot be changed. The commands are for one stack; put the name of yours into them.',
    steps: [
      {
        text: 'Ask for the state.',
        commands: [`${aws('describe-stacks')} --query "Stacks[0].[StackStatus,StackStatusReason]" --output text`],
        answers: [
          {
            answer: 'a state that ends with IN_PROGRESS',
            steps: [
              { text: 'Wait. A deploy that you start now waits as well, and goes on by itself.', commands: again },
            ],
          },
          {
            answer: 'ROLLBACK_COMPLETE',
            steps: [
              {
                text: 'The first creation failed, and the stack is empty. Delete it, and deploy again.',
                commands: [
                  aws('update-termination-protection --no-enable-termination-protection'),
                  aws('delete-stack'),
                  aws('wait stack-delete-complete'),
                  ...again,
                ],
              },
            ],
          },
          {
            answer: 'UPDATE_ROLLBACK_FAILED',
            steps: [
              {
                text: 'Read which resource could not go back, and remove the cause.',
                commands: [failures('LogicalResourceId,ResourceStatusReason')],
              },
              {
                text: 'Then let CloudFormation finish the rollback, and deploy again.',
                commands: [aws('continue-update-rollback'), aws('wait stack-rollback-complete'), ...again],
              },
            ],
          },
          {
            answer: 'UPDATE_FAILED',
            steps: [
              {
                text: 'Roll it back, and deploy again.',
                commands: [aws('rollback-stack'), aws('wait stack-rollback-complete'), ...again],
              },
            ],
          },
          {
            answer: 'DELETE_FAILED',
            steps: [
              {
                text: 'A resource could not be deleted, often a bucket with objects. Read which one, and delete the stack again.',
                commands: [failures('LogicalResourceId,ResourceStatusReason'), aws('delete-stack')],
              },
            ],
          },
        ],
      },
      { text: 'The deploy itself prints these commands with the right names, and records the stack when it is done.' },
    ],
  };
}
