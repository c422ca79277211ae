import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface DeadLetterQueueProps {
  /** What the alarm's text begins with. */
  readonly title: string;
  /** Names of the EventBridge rules whose targets use the queue, in this account and region; `*` for any characters. */
  readonly ruleNames: readonly string[];
  readonly topics: readonly ITopic[];
}

/**
 * The queue for events that EventBridge could not deliver to a target, and the alarm that says so. Without it, an alert that
 * cannot be delivered is lost in silence.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.queue = new Queue(this, 'Queue', {
      // EventBridge cannot use a customer-managed key without rights of its own on it; the events name no patient.
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: {
          ArnLike: {
            'aws:SourceArn': props.ruleNames.map((name) =>
              stack.formatArn({ service: 'events', resource: 'rule', resourceName: name }),
            ),
          },
        },
      }),
    );
    this.alarm = new Alarm(this, 'Undelivered', {
      alarmDescription: `${props.title}: EventBridge could not deliver an event. Read the message in the queue, repair the target, and delete the message.`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        statistic: 'Maximum',
        period: Duration.minutes(5),
      }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    for (const topic of props.topics) this.alarm.addAlarmAction(new SnsAction(topic));
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason:
        'This is the dead-letter queue of EventBridge’s targets. Nothing consumes it: a message stays for 14 days, raises the alarm, and is read by a person.',
    });
  }
}
