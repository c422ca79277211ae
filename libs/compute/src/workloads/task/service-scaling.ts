import { TimeZone } from 'aws-cdk-lib';
import { CfnScalableTarget, Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { FargateService, ScalableTaskCount } from 'aws-cdk-lib/aws-ecs';

/** The number of tasks of a service that runs all the time, and what it follows. */
export interface TaskScaling {
  readonly min: number;
  readonly max: number;
  /** Average CPU use aimed at, in percent. */
  readonly cpuPercent: number;
  /** Average memory use aimed at, in percent. */
  readonly memoryPercent: number;
  /** Bounds that change by the clock; `cron` is the six fields of an AWS cron expression. */
  readonly schedule: readonly {
    readonly cron: string;
    readonly timeZone: string;
    readonly min: number;
    readonly max: number;
  }[];
}

/**
 * Let ECS change the number of tasks: a target-tracking policy for CPU and one for memory, and the schedule. Further policies
 * are added to the result; the one that wants most tasks wins.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html
 */
export function addScaling(service: FargateService, scaling: TaskScaling): ScalableTaskCount {
  const target = service.autoScaleTaskCount({ minCapacity: scaling.min, maxCapacity: scaling.max });
  // The CDK names the service-linked role of ECS, and a caller that names a role needs the permission to pass it: the role that rolls an
  // image out may pass the roles of its tasks only. Without the name Application Auto Scaling takes that role all the same.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html
  const { defaultChild } = target.node.findChild('Target').node;
  if (!(defaultChild instanceof CfnScalableTarget)) throw new Error('the scalable target is no resource');
  defaultChild.addPropertyDeletionOverride('RoleARN');
  target.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: scaling.cpuPercent });
  target.scaleOnMemoryUtilization('Memory', { targetUtilizationPercent: scaling.memoryPercent });
  for (const [index, entry] of scaling.schedule.entries()) {
    target.scaleOnSchedule(`Schedule${index}`, {
      schedule: Schedule.expression(`cron(${entry.cron})`),
      timeZone: TimeZone.of(entry.timeZone),
      minCapacity: entry.min,
      maxCapacity: entry.max,
    });
  }
  return target;
}
