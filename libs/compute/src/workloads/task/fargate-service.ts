import {
  AvailabilityZoneRebalancing,
  FargatePlatformVersion,
  FargateService,
  PropagatedTagSource,
} from 'aws-cdk-lib/aws-ecs';
import type { FargateServiceProps, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { WorkloadBase, WorkloadProps } from './workload-base';

export interface FargateServiceSettings {
  readonly taskDefinition: FargateTaskDefinition;
  readonly around: WorkloadBase;
  /** Whether two tasks never run at once. */
  readonly singleton: boolean;
  /** What the kind of workload adds. @default - nothing */
  readonly more?: Pick<FargateServiceProps, 'deploymentAlarms' | 'healthCheckGracePeriod'>;
}

/**
 * How a deploy replaces the tasks: the new ones start before the old ones stop. For a singleton the old one stops first. ECS does not
 * rebalance zones for those, because it would start the second task before it stops the first.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
 */
const REPLACEMENT = {
  rolling: {
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    availabilityZoneRebalancing: AvailabilityZoneRebalancing.ENABLED,
  },
  singleton: {
    desiredCount: 1,
    minHealthyPercent: 0,
    maxHealthyPercent: 100,
    availabilityZoneRebalancing: AvailabilityZoneRebalancing.DISABLED,
  },
} as const;

/** The ECS service that keeps the tasks of a workload running. */
export function addFargateService(
  running: Construct,
  props: Pick<WorkloadProps, 'cluster' | 'subnets'>,
  { taskDefinition, around, singleton, more }: FargateServiceSettings,
): FargateService {
  const service = new FargateService(running, 'Service', {
    cluster: props.cluster,
    taskDefinition,
    platformVersion: FargatePlatformVersion.VERSION1_4,
    vpcSubnets: props.subnets,
    securityGroups: [around.securityGroup],
    assignPublicIp: false,
    enableExecuteCommand: false,
    ...REPLACEMENT[singleton ? 'singleton' : 'rolling'],
    circuitBreaker: { enable: true, rollback: true },
    enableECSManagedTags: true,
    propagateTags: PropagatedTagSource.SERVICE,
    ...more,
  });
  // ECS does not see that a role without its policy is of no use: tasks would fail to start until it is attached.
  service.node.addDependency(around.roles);
  return service;
}
