import { Duration } from 'aws-cdk-lib';
import type { Size } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { InstanceEngine } from './engines';

export interface DatabaseAlarmsProps {
  /** What the alarm texts call the database. */
  readonly identifier: string;
  readonly instance: DatabaseInstance;
  /** Storage at the start. */
  readonly storage: Size;
  readonly engine: InstanceEngine;
  readonly memoryGiB: number;
  readonly maxConnections: number;
  readonly topic: ITopic;
}

const FIVE_MINUTES = Duration.minutes(5);

/** Of two billion transactions after which PostgreSQL stops to take writes, the half. Autovacuum starts at 200 million. */
export const TRANSACTION_IDS = 1_000_000_000;

/**
 * Alarms on the limits of a database: storage, connections, CPU. PostgreSQL has two more: a process for each connection uses up the
 * memory, and transaction ids run out where autovacuum cannot work.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Autovacuum.html
 */
export class DatabaseAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseAlarmsProps) {
    super(scope, id);
    const { identifier, instance, topic } = props;
    const average = { statistic: 'Average', period: FIVE_MINUTES };
    const connections = Math.floor(props.maxConnections * 0.8);
    addDatabaseAlarm(this, 'Storage', topic, {
      description: `${identifier}: less than a tenth of the first storage is free. RDS should have added some: is maxStorageGiB reached?`,
      metric: instance.metricFreeStorageSpace({ statistic: 'Minimum', period: FIVE_MINUTES }),
      threshold: props.storage.toBytes() / 10,
      below: true,
    });
    addDatabaseAlarm(this, 'Connections', topic, {
      description: `${identifier}: more than 80 % of its ${props.maxConnections} connections are taken.`,
      metric: instance.metricDatabaseConnections({ statistic: 'Maximum', period: FIVE_MINUTES }),
      threshold: connections,
    });
    addDatabaseAlarm(this, 'Cpu', topic, {
      description: `${identifier}: CPU above 90 % for fifteen minutes.`,
      metric: instance.metricCPUUtilization(average),
      threshold: 90,
    });
    if (props.engine === 'postgres') this.addPostgres(props);
  }

  private addPostgres({ identifier, instance, memoryGiB, topic }: DatabaseAlarmsProps): void {
    addDatabaseAlarm(this, 'Memory', topic, {
      description: `${identifier}: less than a twentieth of its ${memoryGiB} GiB of memory is free for fifteen minutes.`,
      metric: instance.metricFreeableMemory({ statistic: 'Minimum', period: FIVE_MINUTES }),
      threshold: Math.round((memoryGiB * 1024 ** 3) / 20),
      below: true,
    });
    addDatabaseAlarm(this, 'TransactionIds', topic, {
      description: `${identifier}: half of the transaction ids are used, and PostgreSQL takes no writes when they run out. Find the transaction, slot or table that holds up autovacuum.`,
      metric: instance.metric('MaximumUsedTransactionIDs', { statistic: 'Maximum', period: FIVE_MINUTES }),
      threshold: TRANSACTION_IDS,
    });
  }
}

/** An alarm on a metric of a database, three times in a row. */
export function addDatabaseAlarm(
  scope: Construct,
  id: string,
  topic: ITopic,
  props: {
    readonly description: string;
    readonly metric: IMetric;
    readonly threshold: number;
    /** Whether the alarm is raised below the threshold. @default - above it */
    readonly below?: boolean;
  },
): void {
  const alarm = new Alarm(scope, id, {
    alarmDescription: props.description,
    metric: props.metric,
    threshold: props.threshold,
    comparisonOperator: props.below
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 3,
    // Missing metrics of a database trigger the alarm.
    treatMissingData: TreatMissingData.BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
}
