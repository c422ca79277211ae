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
  /** Where the tasks register; a listener must send requests to it already. */
  readonly targetGroup: ApplicationTargetGroup;
  readonly scaling: Scaling;
  /** Whether two tasks never run at once; the scaling is then not used. @default false */
  readonly singleton?: boolean;
}

/**
 * A Fargate service behind a target group.
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
    const { targetGroup, healthCheck, singleton = false } = props;
    const around = addWorkloadBase(this, props);
    this.securityGroup = around.securityGroup;
    this.logGroup = around.logGroup;
    this.roleArns = around.roleArns;
    const alarms = new TrafficAlarms(this, 'TrafficAlarms', {
      targetGroup,
      topic: props.alarmTopic,
      title: props.title,
    });

    const running = runningPart(this);
    const check = containerCheck(healthCheck, props.protocol, props.port);
    const service = addFargateService(running, props, {
      taskDefinition: addTask(running, { ...props, check }, around),
      around,
      singleton,
      more: {
        healthCheckGracePeriod: Duration.seconds(healthCheck.graceSeconds),
        deploymentAlarms: {
          alarmNames: alarms.rollback.map((alarm) => alarm.alarmName),
          behavior: AlarmBehavior.ROLLBACK_ON_ALARM,
        },
      },
    });
    targetGroup.addTarget(service.loadBalancerTarget({ containerName: props.name, containerPort: props.port }));
    if (!singleton) {
      const { requestsPerTarget } = props.scaling;
      addScaling(service, props.scaling).scaleOnRequestCount('Requests', { targetGroup, requestsPerTarget });
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
