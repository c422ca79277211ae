import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface StoppedTaskRuleProps {
  /** At most 64 characters. Roles are limited to the rule by this name. */
  readonly name: string;
  readonly description: string;
  readonly clusterArn: string;
  /** Group of the tasks: `service:<name>` or `family:<name>`. */
  readonly group: string;
  /** Fields of the event's detail that tell the tasks to report from the others. */
  readonly when: Readonly<Record<string, unknown>>;
  readonly topic: ITopic;
  /** What is reported; `<reason>` becomes the reason that ECS gives. */
  readonly message: string;
}

/**
 * A rule that reports tasks that stopped.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function stoppedTaskRule(scope: Construct, props: StoppedTaskRuleProps): CfnRule {
  return new CfnRule(scope, 'TaskStopped', {
    name: props.name,
    description: props.description,
    eventPattern: {
      source: ['aws.ecs'],
      'detail-type': ['ECS Task State Change'],
      detail: { clusterArn: [props.clusterArn], group: [props.group], lastStatus: ['STOPPED'], ...props.when },
    },
    targets: [
      {
        id: 'AlarmTopic',
        arn: props.topic.topicArn,
        inputTransformer: {
          inputPathsMap: { reason: '$.detail.stoppedReason' },
          inputTemplate: `"${props.message}"`,
        },
      },
    ],
  });
}

/** How often a rule matched in a period. */
export function timesTriggered(rule: CfnRule, period: Duration): Metric {
  return new Metric({
    namespace: 'AWS/Events',
    metricName: 'TriggeredRules',
    dimensionsMap: { RuleName: rule.ref },
    statistic: 'Sum',
    period,
  });
}
