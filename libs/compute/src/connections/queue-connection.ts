import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Connection } from './connection';

/** A queue of SQS and what the workload may do there. */
export interface QueueAddress {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  /** ARN of the key that encrypts the messages. */
  readonly keyArn: string;
  readonly use: 'send' | 'receive' | 'both';
  /** Name of the variable with the URL. */
  readonly variable: string;
}

const ABOUT = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];
const SEND = ['sqs:SendMessage'];
const RECEIVE = ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'];
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html */
const KEY_SEND = ['kms:Decrypt', 'kms:GenerateDataKey'];
const KEY_RECEIVE = ['kms:Decrypt'];

/** A connection to a queue, through the API of SQS. */
export function queueConnection(scope: Construct, queue: QueueAddress): Connection {
  const { use } = queue;
  const { region } = Stack.of(scope);
  return {
    to: `the queue ${queue.name}`,
    variables: { [queue.variable]: queue.url },
    statements: [
      new PolicyStatement({
        actions: [...ABOUT, ...(use === 'receive' ? [] : SEND), ...(use === 'send' ? [] : RECEIVE)].sort(),
        resources: [queue.arn],
      }),
      new PolicyStatement({
        actions: use === 'receive' ? KEY_RECEIVE : KEY_SEND,
        resources: [queue.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `sqs.${region}.amazonaws.com` } },
      }),
    ],
  };
}
