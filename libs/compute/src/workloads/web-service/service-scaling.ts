import { TimeZone } from 'aws-cdk-lib';
import { CfnScalableTarget, Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** The number of tasks and its scaling. */
export interface Scaling {
  readonly min: number;
  readonly max: number;
  /** Average CPU use aimed at, in percent. */
  readonly cpuPercent: number;
  /** Average memory use aimed at, in percent. */
  readonly memoryPercent: number;
  /** Requests a minute for each task aimed at. */
  readonly requestsPerTarget: number;
  /** Bounds that change by the clock; `cron` is the six fields of an AWS cron expression. */
  readonly schedule: readonly {
    readonly cron: string;
    readonly timeZone: string;
    readonly min: number;
    readonly max: number;
  }[];
}

/**
 * Let ECS change the number of tasks: three target-tracking policies, of which the one that wants most tasks wins, and
 * the schedule. https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html
 */
export function addScaling(service: FargateService, targetGroup: ApplicationTargetGroup, scaling: Scaling): void {
  const target = service.autoScaleTaskCount({ minCapacity: scaling.min, maxCapacity: scaling.max });
  // The CDK names the service-linked role of ECS, and a caller that names a role needs the permission to pass it: the role that rolls an
  // image out may pass the roles of its tasks only. Without the name Application Auto Scaling takes that role all the same.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html
  const { defaultChild } = target.node.findChild('Target').node;
  if (!(defaultChild instanceof CfnScalableTarget)) throw new Error('the scalable target is no resource');
  defaultChild.addPropertyDeletionOverride('RoleARN');
  target.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: scaling.cpuPercent });
  target.scaleOnMemoryUtilization('Memory', { targetUtilizationPercent: scaling.memoryPercent });
  target.scaleOnRequestCount('Requests', { targetGroup, requestsPerTarget: scaling.requestsPerTarget });
  for (const [index, entry] of scaling.schedule.entries()) {
    target.scaleOnSchedule(`Schedule${index}`, {
      schedule: Schedule.expression(`cron(${entry.cron})`),
      timeZone: TimeZone.of(entry.timeZone),
      minCapacity: entry.min,
      maxCapacity: entry.max,
    });
  }
}
