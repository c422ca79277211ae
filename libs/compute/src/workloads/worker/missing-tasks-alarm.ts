import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { alarm } from '../task/alarm';

/** The metrics of Container Insights about a service. */
export function insightsMetric(service: FargateService, metricName: string): Metric {
  return new Metric({
    namespace: 'ECS/ContainerInsights',
    metricName,
    dimensionsMap: { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName },
    statistic: 'Average',
    period: Duration.minutes(5),
  });
}

/**
 * No load balancer notices that a worker does not run, so an alarm compares the tasks that run with those that should.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export function addMissingTasksAlarm(
  scope: Construct,
  { service, topic, title }: { readonly service: FargateService; readonly topic: ITopic; readonly title: string },
): void {
  alarm(scope, 'MissingTasks', topic, {
    alarmDescription: `${title}: for fifteen minutes fewer tasks ran than should.`,
    metric: new MathExpression({
      expression: 'wanted - running',
      label: 'Tasks that do not run',
      period: Duration.minutes(5),
      usingMetrics: {
        wanted: insightsMetric(service, 'DesiredTaskCount'),
        running: insightsMetric(service, 'RunningTaskCount'),
      },
    }),
    threshold: 1,
    evaluationPeriods: 3,
  });
}
