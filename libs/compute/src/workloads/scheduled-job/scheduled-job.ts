import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { addRunnerPolicy } from '../task/runner-statements';
import { addWorkloadBase, addTask, onlyWithImage, runningPart } from '../task/workload-base';
import type { WorkloadBase, WorkloadProps } from '../task/workload-base';
import { addJobAlarms } from './job-alarms';
import { expressionOf } from './job-schedule';
import type { JobTimes } from './job-schedule';

export interface ScheduledJobProps extends Omit<WorkloadProps, 'check' | 'port'> {
  readonly schedule: JobTimes;
  /** Whether the schedule starts runs. */
  readonly enabled: boolean;
  /** Further attempts to start a run that could not start, and the minutes within which they are made. */
  readonly startRetries: number;
  readonly startWithinMinutes: number;
  /** Name of the schedule and of its group, unique in account and region; at most 64 characters. */
  readonly groupName: string;
  /** Name of the role that starts the tasks. The permissions boundary allows starting tasks to roles of this name alone. */
  readonly runnerRoleName: string;
}

/** The role that starts the tasks, and what it may do. */
interface Runner {
  readonly role: Role;
  readonly policy: ManagedPolicy;
}

/**
 * A task that EventBridge Scheduler starts at its times. Everything but the running part exists before the first image
 * (docs/adr/0003).
 *
 * The schedule names the revision of the task definition, so that a run has the image that was scanned and deployed last.
 */
export class ScheduledJob extends Construct {
  /** ARNs of the roles of the tasks, and of the role that starts them. */
  readonly roleArns: readonly string[];

  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    const around = addWorkloadBase(this, props);
    const group = new CfnScheduleGroup(this, 'ScheduleGroup', { name: props.groupName });
    const runner = this.addRunner(props, around, group);
    this.roleArns = [...around.roleArns, runner.role.roleArn];
    const running = runningPart(this);
    const taskDefinition = addTask(running, props, around);
    const schedule = this.addSchedule(running, props, { around, group, runner, taskDefinition });
    // Before its policy is attached, the role can start nothing.
    schedule.node.addDependency(around.roles, runner.policy);
    addJobAlarms(running, { ...props, topic: props.alarmTopic });
    onlyWithImage(this, around.digest, running);
  }

  /** EventBridge Scheduler may take it for this group's schedules; it may start this job's tasks in this cluster, and nothing else. */
  private addRunner(props: ScheduledJobProps, { roles }: WorkloadBase, group: CfnScheduleGroup): Runner {
    const { account } = Stack.of(this);
    const runner = new Role(this, 'Runner', {
      roleName: props.runnerRoleName,
      // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group.attrArn } },
      }),
    });
    const { cluster, family } = props;
    const policy = addRunnerPolicy(this, 'RunnerPolicy', { runner, cluster, family, roles });
    return { role: runner, policy };
  }

  private addSchedule(
    running: Construct,
    props: ScheduledJobProps,
    made: {
      readonly around: WorkloadBase;
      readonly group: CfnScheduleGroup;
      readonly runner: Runner;
      readonly taskDefinition: FargateTaskDefinition;
    },
  ): CfnSchedule {
    const { subnetIds } = props.cluster.vpc.selectSubnets(props.subnets);
    return new CfnSchedule(running, 'Schedule', {
      name: props.groupName,
      groupName: made.group.ref,
      description: `Runs of ${props.title}`,
      scheduleExpression: expressionOf(props.schedule),
      scheduleExpressionTimezone: props.schedule.timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      state: props.enabled ? 'ENABLED' : 'DISABLED',
      target: {
        arn: props.cluster.clusterArn,
        roleArn: made.runner.role.roleArn,
        retryPolicy: {
          maximumRetryAttempts: props.startRetries,
          // The least that EventBridge Scheduler takes is a minute.
          maximumEventAgeInSeconds: props.startWithinMinutes * 60,
        },
        ecsParameters: {
          taskDefinitionArn: made.taskDefinition.taskDefinitionArn,
          group: `family:${props.family}`,
          launchType: 'FARGATE',
          platformVersion: '1.4.0',
          taskCount: 1,
          enableExecuteCommand: false,
          networkConfiguration: {
            awsvpcConfiguration: {
              assignPublicIp: 'DISABLED',
              subnets: subnetIds,
              securityGroups: [made.around.securityGroup.securityGroupId],
            },
          },
        },
      },
    });
  }
}
