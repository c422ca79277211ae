import { Duration } from 'aws-cdk-lib';
import type { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { AlarmBehavior } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { addFargateService } from '../task/fargate-service';
import { addScaling } from '../task/service-scaling';
import type { TaskScaling } from '../task/service-scaling';
import { addWorkloadBase, addTask, onlyWithImage, runningPart } from '../task/workload-base';
import type { WorkloadProps } from '../task/workload-base';
import { TaskAlarms } from '../task/task-alarms';
import { containerCheck } from './health-check';
import type { HealthCheck } from './health-check';
import { TrafficAlarms } from './service-alarms';

/** The number of tasks and its scaling. */
export interface Scaling extends TaskScaling {
  /** Requests a minute for each task aimed at. */
  readonly requestsPerTarget: number;
}

export interface ServiceProps extends Omit<WorkloadProps, 'check'> {
  readonly port: number;
  readonly protocol: 'http' | 'https';
  readonly healthCheck: HealthCheck;
  /**
   * Where the tasks register, by who sends the requests: the internet, or other services. There is at least one, and a listener must
   * send requests to each already.
   */
  readonly targetGroups: { readonly internet?: ApplicationTargetGroup; readonly services?: ApplicationTargetGroup };
  readonly scaling: Scaling;
  /** Whether two tasks never run at once; the scaling is then not used. @default false */
  readonly singleton?: boolean;
}

/** The ways on which requests come, what ids of theirs end with, and what alarm texts add to the service's title. */
const WAYS = [
  ['internet', '', ''],
  ['services', 'OfServices', ', called by other services'],
] as const;

/**
 * A Fargate service behind one target group or two.
 *
 * The digest of the image is a parameter of the stack, empty at first. While it is empty, everything exists except the
 * running service. A first deploy into an empty account therefore succeeds, and the pipeline has a repository to push
 * to. Every later deploy of the infrastructure keeps the value the pipeline set (docs/adr/0003).
 */
export class Service extends Construct {
  readonly securityGroup: SecurityGroup;
  readonly logGroup: ILogGroup;
  /** ARNs of the roles of the tasks. */
  readonly roleArns: readonly string[];

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { healthCheck, singleton = false } = props;
    const ways = WAYS.flatMap(([way, suffix, about]) => {
      const targetGroup = props.targetGroups[way];
      return targetGroup === undefined ? [] : [{ targetGroup, suffix, about }];
    });
    const around = addWorkloadBase(this, props);
    this.securityGroup = around.securityGroup;
    this.logGroup = around.logGroup;
    this.roleArns = around.roleArns;
    const alarms = ways.map(
      ({ targetGroup, suffix, about }) =>
        new TrafficAlarms(this, `TrafficAlarms${suffix}`, {
          targetGroup,
          topic: props.alarmTopic,
          title: `${props.title}${about}`,
        }),
    );

    const running = runningPart(this);
    const check = containerCheck(healthCheck, props.protocol, props.port);
    const service = addFargateService(running, props, {
      taskDefinition: addTask(running, { ...props, check }, around),
      around,
      singleton,
      more: {
        healthCheckGracePeriod: Duration.seconds(healthCheck.graceSeconds),
        deploymentAlarms: {
          alarmNames: alarms.flatMap(({ rollback }) => rollback).map((alarm) => alarm.alarmName),
          behavior: AlarmBehavior.ROLLBACK_ON_ALARM,
        },
      },
    });
    for (const { targetGroup } of ways)
      targetGroup.addTarget(service.loadBalancerTarget({ containerName: props.name, containerPort: props.port }));
    if (!singleton) {
      const { requestsPerTarget } = props.scaling;
      const scaling = addScaling(service, props.scaling);
      for (const { targetGroup, suffix } of ways)
        scaling.scaleOnRequestCount(`Requests${suffix}`, { targetGroup, requestsPerTarget });
    }
    new TaskAlarms(running, 'Alarms', {
      service,
      topic: props.alarmTopic,
      title: props.title,
      ruleName: props.taskRuleName,
    });
    onlyWithImage(this, around.digest, running);
  }
}
