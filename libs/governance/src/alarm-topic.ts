import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface AlarmTopicProps {
  /** Key that encrypts the messages; the services of `PUBLISHERS` must be allowed to use it. */
  readonly key: IKey;
  /** Addresses that get every message. AWS asks each to confirm. */
  readonly emails: readonly string[];
}

/** A service that publishes to a topic. */
export interface Publisher {
  readonly service: string;
  /** Whether the service says for which account it publishes, so that a policy can hold it to ours. */
  readonly namesItsAccount: boolean;
}

/**
 * Services that publish to the topic: alarms, and the events of stopped tasks and failed backups. EventBridge gives SNS
 * no context for a condition; with a condition, its messages are dropped silently.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 */
export const ALARM_PUBLISHERS: readonly Publisher[] = [
  { service: 'cloudwatch.amazonaws.com', namesItsAccount: true },
  { service: 'events.amazonaws.com', namesItsAccount: false },
];

/** Conditions of a policy statement that admits a publisher. */
export function publisherConditions(
  { namesItsAccount }: Publisher,
  account: string,
): Record<string, Record<string, string>> {
  return namesItsAccount ? { StringEquals: { 'aws:SourceAccount': account } } : {};
}

/** The topic for alarms: encrypted, TLS only, open only to the AWS services that send alarms. */
export class AlarmTopic extends Construct {
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { masterKey: props.key, enforceSSL: true });
    for (const publisher of ALARM_PUBLISHERS) {
      topic.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal(publisher.service)],
          actions: ['sns:Publish'],
          resources: [topic.topicArn],
          conditions: publisherConditions(publisher, Stack.of(this).account),
        }),
      );
    }
    for (const email of props.emails) topic.addSubscription(new EmailSubscription(email));
    this.topic = topic;
  }
}
