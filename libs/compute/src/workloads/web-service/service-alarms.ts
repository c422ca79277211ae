import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmProps, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

const FIVE_MINUTES = Duration.minutes(5);

export interface TrafficAlarmsProps {
  readonly targetGroup: ApplicationTargetGroup;
  readonly topic: ITopic;
  /** What the alarm texts call the service, for example "api in production". */
  readonly title: string;
}

/** Alarms on what the balancer sees. They need no running service, so a deployment may be rolled back by them. */
export class TrafficAlarms extends Construct {
  /** The two that mean a deployment has gone wrong. */
  readonly rollback: readonly Alarm[];

  constructor(scope: Construct, id: string, props: TrafficAlarmsProps) {
    super(scope, id);
    const { metrics } = props.targetGroup;
    const unhealthy = alarm(this, 'UnhealthyTargets', props.topic, {
      alarmDescription: `${props.title}: at least one task has failed its health checks for three minutes.`,
      metric: metrics.unhealthyHostCount({ statistic: 'Maximum', period: Duration.minutes(1) }),
      threshold: 1,
      evaluationPeriods: 3,
    });
    const errors = alarm(this, 'ServerErrors', props.topic, {
      alarmDescription: `${props.title}: more than 5 % of at least 20 requests in five minutes were answered with 5xx.`,
      metric: new MathExpression({
        expression: 'IF(requests >= 20, 100 * errors / requests, 0)',
        label: '5xx, % of requests',
        period: FIVE_MINUTES,
        usingMetrics: {
          errors: metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { statistic: 'Sum' }),
          requests: metrics.requestCount({ statistic: 'Sum' }),
        },
      }),
      threshold: 5,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
    });
    alarm(this, 'Latency', props.topic, {
      alarmDescription: `${props.title}: one request in twenty took longer than two seconds, for fifteen minutes.`,
      metric: metrics.targetResponseTime({ statistic: 'p95', period: FIVE_MINUTES }),
      threshold: 2,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
    });
    this.rollback = [unhealthy, errors];
  }
}

export interface TaskAlarmsProps {
  readonly service: FargateService;
  readonly topic: ITopic;
  readonly title: string;
  /** Name of the rule about tasks that stop; at most 64 characters. Roles are limited to it by this name. */
  readonly ruleName: string;
}

/** Alarms on the tasks: CPU, memory, restarts. They exist only while the service does. */
export class TaskAlarms extends Construct {
  constructor(scope: Construct, id: string, props: TaskAlarmsProps) {
    super(scope, id);
    for (const [name, metric] of [
      ['Cpu', props.service.metricCpuUtilization({ statistic: 'Average', period: FIVE_MINUTES })],
      ['Memory', props.service.metricMemoryUtilization({ statistic: 'Average', period: FIVE_MINUTES })],
    ] as const) {
      alarm(this, name, props.topic, {
        alarmDescription: `${props.title}: ${name === 'Cpu' ? 'CPU' : 'memory'} use above 90 % for fifteen minutes, although scaling should have added tasks.`,
        metric,
        threshold: 90,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 3,
      });
    }
    this.addRestartAlarm(props);
  }

  /**
   * ECS has no metric for tasks that die and are replaced, but it sends an event. Each event is announced, and an alarm
   * on the rule's own metric triggers if there are several.
   */
  private addRestartAlarm({ service, topic, title, ruleName }: TaskAlarmsProps): void {
    const rule = new CfnRule(this, 'TaskStopped', {
      name: ruleName,
      description: `${title}: a task ended by itself or could not start`,
      eventPattern: {
        source: ['aws.ecs'],
        'detail-type': ['ECS Task State Change'],
        detail: {
          clusterArn: [service.cluster.clusterArn],
          group: [`service:${service.serviceName}`],
          lastStatus: ['STOPPED'],
          stopCode: ['EssentialContainerExited', 'TaskFailedToStart'],
        },
      },
      targets: [
        {
          id: 'AlarmTopic',
          arn: topic.topicArn,
          inputTransformer: {
            inputPathsMap: { reason: '$.detail.stoppedReason' },
            inputTemplate: `"${title}: a task stopped: <reason>"`,
          },
        },
      ],
    });
    alarm(this, 'Restarts', topic, {
      alarmDescription: `${title}: at least three tasks ended by themselves or could not start within fifteen minutes.`,
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'TriggeredRules',
        dimensionsMap: { RuleName: rule.ref },
        statistic: 'Sum',
        period: Duration.minutes(15),
      }),
      threshold: 3,
      evaluationPeriods: 1,
    });
  }
}

function alarm(
  scope: Construct,
  id: string,
  topic: ITopic,
  props: Omit<AlarmProps, 'metric'> & { metric: IMetric },
): Alarm {
  const made = new Alarm(scope, id, {
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    ...props,
  });
  made.addAlarmAction(new SnsAction(topic));
  made.addOkAction(new SnsAction(topic));
  return made;
}
