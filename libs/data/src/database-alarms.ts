import { Duration } from 'aws-cdk-lib';
import type { Size } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface DatabaseAlarmsProps {
  /** What the alarm texts call the database. */
  readonly identifier: string;
  readonly instance: DatabaseInstance;
  /** Storage at the start. */
  readonly storage: Size;
  readonly maxConnections: number;
  readonly topic: ITopic;
}

const FIVE_MINUTES = Duration.minutes(5);

/** Alarms on the limits of a database: storage, connections, CPU. */
export class DatabaseAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseAlarmsProps) {
    super(scope, id);
    const { identifier, instance, topic } = props;
    const average = { statistic: 'Average', period: FIVE_MINUTES };
    const connections = Math.floor(props.maxConnections * 0.8);
    this.add('Storage', topic, {
      description: `${identifier}: less than a tenth of the first storage is free. RDS should have added some: is maxStorageGiB reached?`,
      metric: instance.metricFreeStorageSpace({ statistic: 'Minimum', period: FIVE_MINUTES }),
      threshold: props.storage.toBytes() / 10,
      below: true,
    });
    this.add('Connections', topic, {
      description: `${identifier}: more than 80 % of its ${props.maxConnections} connections are taken.`,
      metric: instance.metricDatabaseConnections({ statistic: 'Maximum', period: FIVE_MINUTES }),
      threshold: connections,
    });
    this.add('Cpu', topic, {
      description: `${identifier}: CPU above 90 % for fifteen minutes.`,
      metric: instance.metricCPUUtilization(average),
      threshold: 90,
    });
  }

  private add(
    id: string,
    topic: ITopic,
    props: { description: string; metric: IMetric; threshold: number; below?: boolean },
  ): void {
    const alarm = new Alarm(this, id, {
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
}
