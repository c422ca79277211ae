import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { FargateService, ScalableTaskCount } from 'aws-cdk-lib/aws-ecs';

/** Scaling by the messages that wait in a queue. */
export interface QueueScaling {
  /** Name of the queue in SQS. */
  readonly queueName: string;
  /** Waiting messages for each task aimed at. */
  readonly messagesPerTask: number;
}

/**
 * Follow the waiting messages for each running task. The number of messages alone would be the wrong target: it does not
 * fall when tasks are added, as the use of a CPU does. CDK's target tracking takes no expressions, so this is the resource.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
 */
export function scaleOnQueue(
  target: ScalableTaskCount,
  service: FargateService,
  { queueName, messagesPerTask }: QueueScaling,
): void {
  const { defaultChild } = target.node.findChild('Target').node;
  if (!(defaultChild instanceof CfnScalableTarget)) throw new Error('the scalable target is no resource');
  new CfnScalingPolicy(target, 'Queue', {
    policyName: 'messages-per-task',
    policyType: 'TargetTrackingScaling',
    scalingTargetId: defaultChild.ref,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: messagesPerTask,
      customizedMetricSpecification: {
        metrics: [
          metric('messages', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Sum', { QueueName: queueName }),
          metric('tasks', 'ECS/ContainerInsights', 'RunningTaskCount', 'Average', {
            ClusterName: service.cluster.clusterName,
            ServiceName: service.serviceName,
          }),
          {
            id: 'messagesPerTask',
            label: 'Waiting messages for each task',
            // With no task running there is no quotient; all messages then count for the first task.
            expression: 'IF(tasks > 0, messages / tasks, messages)',
            returnData: true,
          },
        ],
      },
    },
  });
}

function metric(
  id: string,
  namespace: string,
  metricName: string,
  stat: string,
  dimensions: Readonly<Record<string, string>>,
): CfnScalingPolicy.TargetTrackingMetricDataQueryProperty {
  return {
    id,
    returnData: false,
    metricStat: {
      stat,
      metric: {
        namespace,
        metricName,
        dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
      },
    },
  };
}
