import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addDatabaseAlarm, TRANSACTION_IDS } from './database-alarms';
import type { ClusterEngine } from './engines';

export interface AuroraAlarmsProps {
  /** Name of the cluster. */
  readonly identifier: string;
  readonly engine: ClusterEngine;
  readonly serverless: boolean;
  /** Whether there is a reader. */
  readonly hasReader: boolean;
  /** Memory of an instance; of a serverless one, at the most. */
  readonly memoryGiB: number;
  readonly maxConnections: number;
  readonly topic: ITopic;
}

/** Milliseconds that a reader may be behind the writer: usually they are below 100. */
const REPLICA_LAG_MS = 2_000;
const GIB = 1024 ** 3;

/**
 * Alarms on the limits of a cluster of Aurora, over all of its instances: the worst one counts. The volume grows by itself, but each
 * instance has a local disk for temporary tables and logs.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export class AuroraAlarms extends Construct {
  constructor(scope: Construct, id: string, props: AuroraAlarmsProps) {
    super(scope, id);
    const { identifier, memoryGiB, topic } = props;
    const metric = (metricName: string, statistic: string) =>
      new Metric({
        namespace: 'AWS/RDS',
        metricName,
        statistic,
        period: Duration.minutes(5),
        dimensionsMap: { DBClusterIdentifier: identifier },
      });
    addDatabaseAlarm(this, 'Connections', topic, {
      description: `${identifier}: more than 80 % of the ${props.maxConnections} connections of an instance are taken.`,
      metric: metric('DatabaseConnections', 'Maximum'),
      threshold: Math.floor(props.maxConnections * 0.8),
    });
    addDatabaseAlarm(this, 'Cpu', topic, {
      description: `${identifier}: CPU of an instance above 90 % for fifteen minutes.`,
      metric: metric('CPUUtilization', 'Maximum'),
      threshold: 90,
    });
    if (props.serverless) {
      addDatabaseAlarm(this, 'Capacity', topic, {
        description: `${identifier}: more than 90 % of the maximum capacity is used for fifteen minutes. Raise capacity.max if this is its usual load.`,
        metric: metric('ACUUtilization', 'Maximum'),
        threshold: 90,
      });
    } else {
      addDatabaseAlarm(this, 'Memory', topic, {
        description: `${identifier}: less than a twentieth of the ${memoryGiB} GiB of memory of an instance is free for fifteen minutes.`,
        metric: metric('FreeableMemory', 'Minimum'),
        threshold: Math.round((memoryGiB * GIB) / 20),
        below: true,
      });
      addDatabaseAlarm(this, 'LocalStorage', topic, {
        description: `${identifier}: less than ${memoryGiB / 4} GiB of the local disk of an instance are free. Large sorts and temporary tables use it; a larger class has more.`,
        metric: metric('FreeLocalStorage', 'Minimum'),
        threshold: (memoryGiB * GIB) / 4,
        below: true,
      });
    }
    if (props.hasReader) {
      addDatabaseAlarm(this, 'ReplicaLag', topic, {
        description: `${identifier}: the reader is more than ${REPLICA_LAG_MS / 1000} seconds behind the writer for fifteen minutes.`,
        metric: metric('AuroraReplicaLag', 'Maximum'),
        threshold: REPLICA_LAG_MS,
      });
    }
    if (props.engine === 'aurora-postgresql') {
      addDatabaseAlarm(this, 'TransactionIds', topic, {
        description: `${identifier}: half of the transaction ids are used, and PostgreSQL takes no writes when they run out. Find the transaction, slot or table that holds up autovacuum.`,
        metric: metric('MaximumUsedTransactionIDs', 'Maximum'),
        threshold: TRANSACTION_IDS,
      });
    }
  }
}
