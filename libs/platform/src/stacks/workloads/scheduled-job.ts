import { ScheduledJob } from '@careplane/compute';
import { runnerRoleName, shortened } from '@careplane/config';
import type { Environment, PlatformModel, ScheduledWorkload } from '@careplane/config';
import { importVpc, locationOf } from '../base';
import { commonProps } from './common';
import type { BuildWorkload } from './workload';

/** Longest name of a schedule group of EventBridge Scheduler. */
const LONGEST_GROUP_NAME = 64;

/** A container that starts at its times, and ends. */
export const scheduledJob: BuildWorkload<ScheduledWorkload> = (stack, workload) => {
  const { platform, service, environment, deployment } = workload;
  const vpc = importVpc(stack, platform, locationOf(platform, environment.location), ['private']);
  const groupName = scheduleGroupName(platform, service, environment);
  // The construct has the id that a web service has: the role that rolls out images is limited to names that begin with it.
  const { roleArns } = new ScheduledJob(stack, 'Service', {
    ...commonProps(stack, vpc, workload),
    schedule: deployment.schedule,
    enabled: deployment.enabled,
    startRetries: service.startRetries,
    startWithinMinutes: service.startWithinMinutes,
    groupName,
    runnerRoleName: runnerRoleName(service.unit, environment.name),
  });
  return { roleArns, schedule: { group: groupName, name: groupName } };
};

/** It ends in the environment's name, because permissions of the environment's scope go by that. */
function scheduleGroupName(platform: PlatformModel, service: ScheduledWorkload, environment: Environment): string {
  const room = LONGEST_GROUP_NAME - platform.name.length - environment.name.length - 2;
  return `${platform.name}-${shortened(service.name, room)}-${environment.name}`;
}
