import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** Days for which a dead-letter queue keeps a message, the longest period of SQS: time to find out why it failed. */
const DEAD_LETTER_DAYS = 14;

export interface MessageQueueProps {
  /** What alarm texts call it, for example "medmo letters in production". */
  readonly title: string;
  /** Key that encrypts the messages. Senders need kms:GenerateDataKey and kms:Decrypt on it, receivers kms:Decrypt. */
  readonly key: IKey;
  /** Whether messages of one group keep their order. */
  readonly fifo: boolean;
  readonly visibilityTimeoutSeconds: number;
  /** Receives without a delete, after which a message goes to the dead-letter queue. */
  readonly maxReceives: number;
  readonly retentionDays: number;
  /** Age of the oldest message, above which the alarm is raised. */
  readonly alarmMinutes: number;
  readonly alarmTopic: ITopic;
}

/**
 * A queue for messages that may hold patient data: encrypted with a key of the platform, open to TLS only, kept when its stack
 * is deleted, with a dead-letter queue of the same kind. Two alarms report messages that wait too long and messages that failed.
 */
export class MessageQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: MessageQueueProps) {
    super(scope, id);
    this.deadLetters = this.addQueue('DeadLetters', props, { retentionPeriod: Duration.days(DEAD_LETTER_DAYS) });
    this.queue = this.addQueue('Queue', props, {
      retentionPeriod: Duration.days(props.retentionDays),
      visibilityTimeout: Duration.seconds(props.visibilityTimeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceives },
    });
    const period = Duration.minutes(5);
    this.addAlarm('Delayed', props.alarmTopic, {
      description: `${props.title}: the oldest message of the queue waits for more than ${props.alarmMinutes === 1 ? 'one minute' : `${props.alarmMinutes} minutes`}.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period }),
      threshold: props.alarmMinutes * 60,
    });
    this.addAlarm('Failed', props.alarmTopic, {
      description: `${props.title}: a message was received ${props.maxReceives === 1 ? 'once' : `${props.maxReceives} times`} without success and is in the dead-letter queue. Find out why, then start a redrive in SQS.`,
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period }),
      threshold: 1,
    });
  }

  private addQueue(
    id: string,
    { key, fifo }: MessageQueueProps,
    more: Pick<
      ConstructorParameters<typeof Queue>[2] & object,
      'retentionPeriod' | 'visibilityTimeout' | 'deadLetterQueue'
    >,
  ): Queue {
    return new Queue(this, id, {
      // SQS knows FifoQueue: true and refuses false.
      ...(fifo ? { fifo } : {}),
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      ...more,
    });
  }

  private addAlarm(
    id: string,
    topic: ITopic,
    { description, metric, threshold }: { description: string; metric: IMetric; threshold: number },
  ): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: description,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // SQS reports nothing of a queue that no one has used for six hours.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}
