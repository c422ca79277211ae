import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

const FIVE_MINUTES = Duration.minutes(5);

export interface SiteAlarmsProps {
  readonly distributionId: string;
  /** In us-east-1, where CloudFront has its metrics. */
  readonly topic: ITopic;
  /** What the alarm texts call the site, for example "lab portal in production". */
  readonly title: string;
}

/** Alarms on what visitors of a site get. */
export class SiteAlarms extends Construct {
  constructor(scope: Construct, id: string, props: SiteAlarmsProps) {
    super(scope, id);
    this.alarm('ServerErrors', props, {
      alarmDescription: `${props.title}: more than 5 % of at least 20 requests in five minutes were answered with 5xx.`,
      rate: '5xxErrorRate',
      leastRequests: 20,
      threshold: 5,
      evaluationPeriods: 1,
    });
    this.alarm('MissingPages', props, {
      alarmDescription: `${props.title}: more than half of at least 100 requests were answered with 4xx, for fifteen minutes. The release may have no files.`,
      rate: '4xxErrorRate',
      leastRequests: 100,
      threshold: 50,
      evaluationPeriods: 3,
    });
  }

  private alarm(
    id: string,
    { distributionId, topic }: SiteAlarmsProps,
    { rate, leastRequests, ...settings }: RateAlarm,
  ): void {
    const metric = (metricName: string, statistic: string) =>
      new Metric({
        namespace: 'AWS/CloudFront',
        metricName,
        dimensionsMap: { DistributionId: distributionId, Region: 'Global' },
        period: FIVE_MINUTES,
        statistic,
      });
    const alarm = new Alarm(this, id, {
      ...settings,
      metric: new MathExpression({
        expression: `IF(requests >= ${leastRequests}, rate, 0)`,
        label: `${rate}, % of requests`,
        period: FIVE_MINUTES,
        usingMetrics: { rate: metric(rate, 'Average'), requests: metric('Requests', 'Sum') },
      }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}

interface RateAlarm {
  readonly alarmDescription: string;
  readonly rate: '4xxErrorRate' | '5xxErrorRate';
  readonly leastRequests: number;
  readonly threshold: number;
  readonly evaluationPeriods: number;
}
