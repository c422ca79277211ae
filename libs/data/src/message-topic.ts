import { Arn, ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';

/** A queue that gets the messages of a topic. */
export interface TopicSubscriber {
  /** For the id of the subscription: `LabResults`. */
  readonly id: string;
  readonly queue: Queue;
  /** Queue for what cannot be delivered; it has an alarm of its own. */
  readonly deadLetters: Queue;
  /** Whether it gets messages as they were published. */
  readonly raw: boolean;
  /** Attributes of messages, each with the conditions of which one must hold. @default - all messages */
  readonly filter?: Readonly<Record<string, readonly unknown[]>> | undefined;
}

export interface MessageTopicProps {
  /** Name in AWS, known at synthesis: the policy of the key names the topic. */
  readonly topicName: string;
  /** What alarm texts call it, for example "medmo topic results in production". */
  readonly title: string;
  /** Key that encrypts the messages. SNS must be allowed to use it for this topic, because the queues have it too. */
  readonly key: IKey;
  readonly subscribers: readonly TopicSubscriber[];
  readonly alarmTopic: ITopic;
}

/**
 * A topic for messages that may hold patient data: encrypted with a key of the platform, open to TLS only. SNS puts what it cannot
 * deliver into the dead-letter queues of the subscribers. `allowTopics` lets it write into the queues.
 *
 * Nothing is in a topic itself, so it goes with its stack.
 */
export class MessageTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: MessageTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { topicName: props.topicName, masterKey: props.key, enforceSSL: true });
    for (const subscriber of props.subscribers) this.subscribe(subscriber);
    const { title, alarmTopic } = props;
    this.addAlarm('Undelivered', alarmTopic, {
      metric: 'NumberOfNotificationsFailed',
      description: `${title}: a message could not be delivered to a queue. It is in the dead-letter queue of that queue. Find out why, then send it again from there.`,
    });
    this.addAlarm('Lost', alarmTopic, {
      metric: 'NumberOfNotificationsFailedToRedriveToDlq',
      description: `${title}: a message could not be delivered, and not be put into the dead-letter queue: it is lost. Look at the policies of queue and key.`,
    });
  }

  private subscribe({ id, queue, deadLetters, raw, filter }: TopicSubscriber): void {
    const subscription = new CfnSubscription(this, `To${id}`, {
      topicArn: this.topic.topicArn,
      protocol: 'sqs',
      endpoint: queue.queueArn,
      rawMessageDelivery: raw,
      ...(filter === undefined ? {} : { filterPolicyScope: 'MessageAttributes', filterPolicy: filter }),
      redrivePolicy: { deadLetterTargetArn: deadLetters.queueArn },
    });
    // A message that comes before the policies would be lost. The queues themselves are named in the subscription.
    for (const each of [queue, deadLetters]) subscription.node.addDependency(policyOf(each));
  }

  private addAlarm(
    id: string,
    alarmTopic: ITopic,
    { metric, description }: { readonly metric: string; readonly description: string },
  ): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: description,
      metric: this.topic.metric(metric, { statistic: 'Sum', period: Duration.minutes(5) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // SNS reports the metric only when something fails.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(alarmTopic));
    alarm.addOkAction(new SnsAction(alarmTopic));
  }
}

/**
 * Allow SNS to write into a queue for these topics of the account alone. It is one statement for all topics: a policy of SQS has 20
 * statements and 10 conditions at most.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 */
export function allowTopics(queue: Queue, topicArns: readonly string[]): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: {
        ArnEquals: { 'aws:SourceArn': topicArns },
        StringEquals: { 'aws:SourceAccount': Stack.of(queue).account },
      },
    }),
  );
}

/** ARN of a topic by its name, before the topic exists. */
export function topicArnOf(scope: Construct, topicName: string): string {
  return Arn.format({ service: 'sns', resource: topicName, arnFormat: ArnFormat.NO_RESOURCE_NAME }, Stack.of(scope));
}

/** The policy of a queue, which its first statement makes. */
function policyOf(queue: Queue): IConstruct {
  return queue.node.findChild('Policy');
}
