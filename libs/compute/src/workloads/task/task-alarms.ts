import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarm } from './alarm';
import { stoppedTaskRule, timesTriggered } from './stopped-task-rule';

const FIVE_MINUTES = Duration.minutes(5);

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
    const rule = stoppedTaskRule(this, {
      name: ruleName,
      description: `${title}: a task ended by itself or could not start`,
      clusterArn: service.cluster.clusterArn,
      group: `service:${service.serviceName}`,
      when: { stopCode: ['EssentialContainerExited', 'TaskFailedToStart'] },
      topic,
      message: `${title}: a task stopped: <reason>`,
    });
    alarm(this, 'Restarts', topic, {
      alarmDescription: `${title}: at least three tasks ended by themselves or could not start within fifteen minutes.`,
      metric: timesTriggered(rule, Duration.minutes(15)),
      threshold: 3,
      evaluationPeriods: 1,
    });
  }
}
