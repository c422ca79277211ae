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

/** Services that publish to the topic: alarms, failed backups, stopped tasks. */
export const ALARM_PUBLISHERS = ['cloudwatch.amazonaws.com', 'backup.amazonaws.com', 'events.amazonaws.com'] as const;

/** The topic that alarms go to: encrypted, TLS only, open to AWS's own services in this account and nobody else. */
export class AlarmTopic extends Construct {
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { masterKey: props.key, enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: ALARM_PUBLISHERS.map((name) => new ServicePrincipal(name)),
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    for (const email of props.emails) topic.addSubscription(new EmailSubscription(email));
    this.topic = topic;
  }
}
