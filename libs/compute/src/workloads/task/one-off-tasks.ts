import { CfnOutput, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { acknowledgeTaskIds, addRunnerPolicy, tagStartedTasks } from './runner-statements';
import type { ServiceRoles } from './service-roles';
import type { WorkloadBase, WorkloadProps } from './workload-base';

/** The one-off tasks of a workload, and who starts them. */
export interface OneOffTasks {
  /** Words of the command of each task, by the name of the stack's output with the request that starts it. */
  readonly commands: Readonly<Record<string, readonly string[]>>;
  /** Name of the role that starts the tasks. The permissions boundary allows starting tasks to roles of this name alone. */
  readonly runnerRoleName: string;
  /** ARN of the role in the same account that may take that role. */
  readonly callerArn: string;
  /** Name of the ECS cluster: the ARNs of its tasks contain it. */
  readonly clusterName: string;
}

/**
 * The role with which people start one-off tasks. It may start tasks of this workload with the workload's own roles, describe
 * tasks of the cluster, and read the workload's log. One role in the account may take it.
 *
 * The role may give a task another command: IAM has no condition for overrides of RunTask. Whoever may take the role can run
 * any program of the image with the permissions of the service.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export class TaskRunner extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadProps, tasks: OneOffTasks, roles: ServiceRoles) {
    super(scope, id);
    const { account, partition, region } = Stack.of(this);
    const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
    const started = arn('ecs', `task/${tasks.clusterName}/*`);
    const streams = arn('logs', `log-group:${props.logGroupName}:log-stream:${props.name}/*`);
    const runner = new Role(this, 'Role', {
      roleName: tasks.runnerRoleName,
      assumedBy: new AccountRootPrincipal().withConditions({ ArnEquals: { 'aws:PrincipalArn': tasks.callerArn } }),
    });
    const policy = addRunnerPolicy(this, 'Policy', {
      runner,
      cluster: props.cluster,
      family: props.family,
      roles,
      more: [
        new PolicyStatement({
          actions: ['ecs:DescribeTasks'],
          resources: [started],
          conditions: { ArnEquals: { 'ecs:cluster': props.cluster.clusterArn } },
        }),
        tagStartedTasks(started),
        new PolicyStatement({ actions: ['logs:GetLogEvents'], resources: [streams] }),
      ],
    });
    acknowledgeTaskIds(policy, [started, streams]);
  }
}

/**
 * An output for each one-off task: the request of ECS's RunTask as JSON. It names the revision of the task definition, so that a
 * task has the image that was scanned and deployed last.
 */
export function addTaskRequests(
  running: Construct,
  props: WorkloadProps,
  { commands }: OneOffTasks,
  made: { readonly taskDefinition: FargateTaskDefinition; readonly around: WorkloadBase },
): void {
  for (const [outputName, command] of Object.entries(commands)) {
    const request = {
      ...taskRequest(props, made),
      overrides: { containerOverrides: [{ name: props.name, command }] },
    };
    new CfnOutput(running, outputName, {
      description: 'Request of RunTask that starts this task, for careplane run',
      value: Stack.of(running).toJsonString(request),
    }).overrideLogicalId(outputName);
  }
}

/** The request of ECS's RunTask for a task definition of a workload: in its subnets, with its security group, without a public address. */
export function taskRequest(
  { cluster, subnets }: Pick<WorkloadProps, 'cluster' | 'subnets'>,
  made: { readonly taskDefinition: FargateTaskDefinition; readonly around: Pick<WorkloadBase, 'securityGroup'> },
) {
  return {
    cluster: cluster.clusterName,
    taskDefinition: made.taskDefinition.taskDefinitionArn,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    count: 1,
    enableECSManagedTags: true,
    propagateTags: 'TASK_DEFINITION',
    networkConfiguration: {
      awsvpcConfiguration: {
        assignPublicIp: 'DISABLED',
        subnets: cluster.vpc.selectSubnets(subnets).subnetIds,
        securityGroups: [made.around.securityGroup.securityGroupId],
      },
    },
  };
}
