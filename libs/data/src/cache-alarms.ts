import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface CacheAlarmsProps {
  /** What the alarm texts call the cache. */
  readonly title: string;
  /** Id of the replication group. */
  readonly identifier: string;
  readonly nodes: number;
  readonly topic: ITopic;
}

const FIVE_MINUTES = Duration.minutes(5);

/**
 * Alarms on the limits of a cache, one of each for every node, because ElastiCache measures nodes: memory, processor, refused sign-ins.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
 */
export class CacheAlarms extends Construct {
  constructor(scope: Construct, id: string, { title, identifier, nodes, topic }: CacheAlarmsProps) {
    super(scope, id);
    for (const number of Array.from({ length: nodes }, (_, index) => String(index + 1).padStart(3, '0'))) {
      const node = `${identifier}-${number}`;
      this.add(`Memory${number}`, topic, {
        metric: metricOf(node, 'DatabaseMemoryUsagePercentage', 'Maximum'),
        description: `${title}: more than 80 % of the memory of node ${number} is taken. When it is full, keys are removed or writes fail. Choose a larger nodeType.`,
        threshold: 80,
        periods: 3,
        missing: TreatMissingData.BREACHING,
      });
      this.add(`Cpu${number}`, topic, {
        metric: metricOf(node, 'CPUUtilization', 'Average'),
        description: `${title}: CPU of node ${number} above 90 % for fifteen minutes.`,
        threshold: 90,
        periods: 3,
        missing: TreatMissingData.BREACHING,
      });
      this.add(`SignIn${number}`, topic, {
        metric: metricOf(node, 'AuthenticationFailures', 'Sum'),
        description: `${title}: node ${number} refused more than ten sign-ins in five minutes. Find out which client tries without a valid token.`,
        threshold: 10,
        periods: 1,
        missing: TreatMissingData.NOT_BREACHING,
      });
    }
  }

  private add(
    id: string,
    topic: ITopic,
    props: { metric: Metric; description: string; threshold: number; periods: number; missing: TreatMissingData },
  ): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: props.description,
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: props.missing,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}

function metricOf(node: string, metricName: string, statistic: string): Metric {
  return new Metric({
    namespace: 'AWS/ElastiCache',
    metricName,
    dimensionsMap: { CacheClusterId: node },
    statistic,
    period: FIVE_MINUTES,
  });
}
