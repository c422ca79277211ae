import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Connection } from './connection';

/** A topic of SNS that the workload publishes to. */
export interface TopicAddress {
  readonly name: string;
  readonly arn: string;
  /** ARN of the key that encrypts the messages. */
  readonly keyArn: string;
  /** Name of the variable with the ARN. */
  readonly variable: string;
}

/**
 * A connection to a topic, through the API of SNS.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function topicConnection(scope: Construct, topic: TopicAddress): Connection {
  const { region } = Stack.of(scope);
  return {
    to: `the topic ${topic.name}`,
    variables: { [topic.variable]: topic.arn },
    statements: [
      new PolicyStatement({ actions: ['sns:Publish'], resources: [topic.arn] }),
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [topic.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `sns.${region}.amazonaws.com` } },
      }),
    ],
  };
}
