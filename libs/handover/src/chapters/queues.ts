import type { ContainerService, QueueUse } from '@careplane/config';
import { code, commands, heading, paragraph, tableOf } from '../document/block';
import type { Block, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { queueListUrl } from '../facts/places';
import { queuesOf } from '../facts/queues';
import { handleOf, physicalNameCommand } from '../facts/resources';

const VERBS: Readonly<Record<QueueUse, string>> = {
  send: 'sends',
  receive: 'receives',
  both: 'sends and receives',
};

/** The queues of a service: where they are, how many messages wait, and what to do with those that failed. */
export function serviceQueues(facts: HandoverFacts, service: ContainerService): Block[] {
  const found = facts.environments
    .filter(({ name }) => service.deployments.some(({ environment }) => environment === name))
    .flatMap((environment) =>
      queuesOf(facts, environment).flatMap((each) => {
        const use = service.queues[each.name];
        return use === undefined ? [] : [{ ...each, environment: environment.name, use }];
      }),
    );
  const last = found.at(-1);
  if (last === undefined) return [];
  const receiver = found.findLast(({ use }) => use !== 'send');
  return [
    heading('Queues'),
    tableOf(
      'Queues; CloudFormation chooses their names',
      ['environment', 'queue', 'the service', 'messages', 'dead letters', 'in the console'],
      found.map(({ environment, name, use, queue, deadLetters }): Text[] => [
        environment,
        name,
        VERBS[use],
        code(handleOf(queue)),
        deadLetters === undefined ? 'none' : code(handleOf(deadLetters)),
        { link: 'open', url: queueListUrl(queue.region) },
      ]),
    ),
    paragraph(`How many messages wait in ${last.environment}, and how many are handled now:`),
    commands(
      `QUEUE="$(${physicalNameCommand(last.queue)})"`,
      `aws sqs get-queue-attributes --region ${last.queue.region} --queue-url "$QUEUE" --attribute-names ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible --query Attributes`,
    ),
    ...(receiver?.deadLetters === undefined
      ? []
      : [
          paragraph(
            'A message that the service could not handle several times is a dead letter, and an alarm reports it. Read it, repair the service, and let it be handled again:',
          ),
          commands(
            `DEAD="$(${physicalNameCommand(receiver.deadLetters)})"`,
            `aws sqs receive-message --region ${receiver.queue.region} --queue-url "$DEAD" --visibility-timeout 60 --attribute-names All`,
            `aws sqs start-message-move-task --region ${receiver.queue.region} --source-arn "$(aws sqs get-queue-attributes --region ${receiver.queue.region} --queue-url "$DEAD" --attribute-names QueueArn --query Attributes.QueueArn --output text)"`,
          ),
        ]),
  ];
}
