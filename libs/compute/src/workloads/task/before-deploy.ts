import { CfnOutput, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { mountsOf } from './mounts';
import { imageDigestParameter, onlyWithDigest } from './image-digest';
import { taskRequest } from './one-off-tasks';
import { acknowledgeTaskIds, addRunnerPolicy, tagStartedTasks } from './runner-statements';
import { ServiceRoles } from './service-roles';
import type { ServiceRolesProps } from './service-roles';
import { addTaskDefinition } from './task-definition';
import type { WorkloadBase, WorkloadProps } from './workload-base';

/** The task that a release runs before it deploys an image, such as a migration of the database. */
export interface BeforeDeployTask {
  /** Name of the task, for the log of the release. */
  readonly name: string;
  readonly command: readonly string[];
  /** How long a release waits for the end of the task. */
  readonly timeoutMinutes: number;
  /** Family of its task definitions; no other task has it. */
  readonly family: string;
  /** Name of the role that starts it. The permissions boundary allows starting tasks to roles of this name alone. */
  readonly runnerRoleName: string;
  /** ARN of the role in the same account that may take that role: the one that deploys images of the service. */
  readonly callerArn: string;
  /** Name of the ECS cluster: the ARNs of its tasks contain it. */
  readonly clusterName: string;
}

export interface BeforeDeploySettings {
  readonly props: WorkloadProps;
  readonly task: BeforeDeployTask;
  readonly around: Pick<WorkloadBase, 'securityGroup' | 'logGroup' | 'secrets'>;
  /** What the roles of the service's tasks may do: those of the task may do the same. */
  readonly access: ServiceRolesProps;
}

/** Logical ids that the steps of a release know (libs/pipeline/src/steps/before-deploy.ts). */
export const BEFORE_DEPLOY = {
  /** Parameter: digest of the image with which the task runs. */
  digest: 'BeforeDeployDigest',
  condition: 'HasBeforeDeployImage',
  /** Output: task, minutes, container, family, log group and runner role, with spaces between them. */
  settings: 'BeforeDeploySettings',
  /** Output: the request of RunTask as JSON. */
  request: 'BeforeDeployRequest',
} as const;

/**
 * The task before the deploy: its own parameter for the image, its own family of task definitions, and the role that starts it. A
 * release sets the parameter first, which makes a task definition with the new image and leaves the service as it is; the service's
 * own parameter follows when the task has succeeded.
 *
 * The task has what the service's tasks have, and roles of its own with the same permissions. Only command and health check differ, and
 * no sidecars run beside it.
 */
export class BeforeDeploy extends Construct {
  /** The task's own roles, so that the audit trail tells its calls from those of the service. */
  readonly roles: ServiceRoles;

  constructor(scope: Construct, id: string, { props, task, around, access }: BeforeDeploySettings) {
    super(scope, id);
    this.roles = new ServiceRoles(this, 'Roles', access);
    const digest = imageDigestParameter(this, {
      id: BEFORE_DEPLOY.digest,
      description: 'Digest of the image of the task before the deploy. Set by the service’s releases only.',
    });
    const runner = this.addRunner(props, task);
    const running = new Construct(this, 'Running');
    const { check: _, sidecars: __, ...same } = props;
    const taskDefinition = addTaskDefinition(
      running,
      {
        ...same,
        variables: variablesOf(props),
        mounts: mountsOf(props.connections),
        family: task.family,
        command: task.command,
      },
      { digest: digest.valueAsString, roles: this.roles, logGroup: around.logGroup, secrets: around.secrets },
    );
    this.output(running, BEFORE_DEPLOY.request, {
      description: 'Request of RunTask that starts the task before the deploy',
      value: Stack.of(this).toJsonString(taskRequest(props, { taskDefinition, around })),
    });
    onlyWithDigest(this, BEFORE_DEPLOY.condition, { digest, running });
    this.output(this, BEFORE_DEPLOY.settings, {
      description: 'The task before the deploy: name, minutes, container, family, log group, role that starts it',
      value: [task.name, task.timeoutMinutes, props.name, task.family, props.logGroupName, runner.roleArn].join(' '),
    });
  }

  private output(scope: Construct, id: string, props: { readonly description: string; readonly value: string }): void {
    new CfnOutput(scope, id, props).overrideLogicalId(id);
  }

  /** It starts tasks of this family in this cluster, looks at tasks there, and reads this log: nothing else. */
  private addRunner(props: WorkloadProps, task: BeforeDeployTask): Role {
    const { account, partition, region } = Stack.of(this);
    const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
    const started = arn('ecs', `task/${task.clusterName}/*`);
    // The resource that IAM asks ListTasks for, also where there are no instances.
    const instances = arn('ecs', `container-instance/${task.clusterName}/*`);
    const streams = arn('logs', `log-group:${props.logGroupName}:log-stream:${props.name}/*`);
    const inCluster = { ArnEquals: { 'ecs:cluster': props.cluster.clusterArn } };
    const runner = new Role(this, 'Runner', {
      roleName: task.runnerRoleName,
      assumedBy: new AccountRootPrincipal().withConditions({ ArnEquals: { 'aws:PrincipalArn': task.callerArn } }),
    });
    const policy = addRunnerPolicy(this, 'RunnerPolicy', {
      runner,
      cluster: props.cluster,
      family: task.family,
      roles: this.roles,
      more: [
        new PolicyStatement({ actions: ['ecs:DescribeTasks'], resources: [started], conditions: inCluster }),
        new PolicyStatement({ actions: ['ecs:ListTasks'], resources: [instances], conditions: inCluster }),
        tagStartedTasks(started),
        new PolicyStatement({ actions: ['logs:GetLogEvents'], resources: [streams] }),
      ],
    });
    acknowledgeTaskIds(policy, [started, instances, streams]);
    return runner;
  }
}

/** Variables of the workload and of its connections. */
function variablesOf(props: WorkloadProps): Record<string, string> {
  return Object.fromEntries([props, ...props.connections].flatMap((each) => Object.entries(each.variables)));
}
