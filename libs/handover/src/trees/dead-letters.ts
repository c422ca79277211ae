import { counted } from '@careplane/command-line';
import { toChapter } from '../document/block';
import { physicalNameCommand } from '../facts/resources';
import type { NamedResource } from '../facts/resources';
import type { TreeNames } from './names';
import type { DecisionTree } from './tree';

/** A queue whose messages a service handles. */
export interface HandledQueue {
  /** As platform.yaml names it. */
  readonly name: string;
  readonly deadLetters: NamedResource;
  /** Times that a message is received before it is a dead letter. */
  readonly maxReceives: number;
}

/** Messages that no one could handle wait for a person. */
export function deadLetters(names: TreeNames, { name, deadLetters: queue, maxReceives }: HandledQueue): DecisionTree {
  const { service } = names;
  const { region } = queue;
  const dead = `DEAD="$(${physicalNameCommand(queue)})"`;
  const waiting = `aws sqs get-queue-attributes --region ${region} --queue-url "$DEAD" --attribute-names ApproximateNumberOfMessages --query Attributes.ApproximateNumberOfMessages --output text`;
  return {
    title: 'A queue has dead letters',
    symptom: `An alarm says that a message of a queue, such as ${name}, was received ${counted(maxReceives, 'time')} without success. SQS deletes it after 14 days.`,
    steps: [
      { text: 'See how many messages wait.', commands: [dead, waiting] },
      {
        text: `Read the log of the service that handles them, ${service.name}, at the time of the alarm.`,
        commands: [names.showLog('24h')],
        answers: [
          {
            answer: 'the service, or something that it needs, was down',
            steps: [
              {
                text: [
                  'When it works again, let all messages be handled again. If the newest release is the cause, first ',
                  toChapter('roll back', 'releases', 'Roll back'),
                  '.',
                ],
                commands: [
                  dead,
                  `aws sqs start-message-move-task --region ${region} --source-arn "$(aws sqs get-queue-attributes --region ${region} --queue-url "$DEAD" --attribute-names QueueArn --query Attributes.QueueArn --output text)"`,
                ],
              },
            ],
          },
          {
            answer: 'the service cannot handle this message',
            steps: [
              {
                text: 'Read one message; it is hidden for ten minutes then, so that no one else reads it. It may have data of patients: do not copy it into a ticket or a chat.',
                commands: [
                  dead,
                  `MESSAGE="$(aws sqs receive-message --region ${region} --queue-url "$DEAD" --max-number-of-messages 1 --visibility-timeout 600 --query "Messages[0].[ReceiptHandle,Body]" --output text)"`,
                  'echo "$MESSAGE"',
                ],
              },
              {
                text: 'If the message is right, mend the service, release it, and let the messages be handled again as above. If the sender made a fault, mend the sender, have the message sent anew, and delete the wrong one within these ten minutes:',
                commands: [
                  `aws sqs delete-message --region ${region} --queue-url "$DEAD" --receipt-handle "$(echo "$MESSAGE" | head -n 1 | cut -f 1)"`,
                ],
              },
            ],
          },
        ],
      },
      { text: 'See that no message waits any more; the alarm goes back to OK.', commands: [dead, waiting] },
    ],
  };
}
