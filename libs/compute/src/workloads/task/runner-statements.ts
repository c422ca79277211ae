import { Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { ServiceRoles } from './service-roles';

export interface RunnerPolicyProps {
  /** The role that starts the tasks. */
  readonly runner: Role;
  readonly cluster: ICluster;
  /** Family of the task definitions that it may start. */
  readonly family: string;
  /** The roles of the tasks, which it passes to ECS. */
  readonly roles: Pick<ServiceRoles, 'execution' | 'task'>;
  /** What it may do besides. @default - nothing */
  readonly more?: readonly PolicyStatement[];
}

/** Lets a role start the tasks of one family in one cluster, with their two roles. */
export function addRunnerPolicy(scope: Construct, id: string, props: RunnerPolicyProps): ManagedPolicy {
  const { account, partition, region } = Stack.of(scope);
  const { runner, cluster, family, roles, more = [] } = props;
  const tasks = `arn:${partition}:ecs:${region}:${account}:task-definition/${family}:*`;
  const policy = new ManagedPolicy(scope, id, {
    roles: [runner],
    statements: [
      new PolicyStatement({
        actions: ['ecs:RunTask'],
        resources: [tasks],
        conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } },
      }),
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [roles.execution.roleArn, roles.task.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      }),
      ...more,
    ],
  });
  Validations.of(policy).acknowledge({
    id: `AwsSolutions::AwsSolutions-IAM5[Resource::${tasks}]`,
    // The words of the same reason in libs/pipeline/src/access.ts, so that one review covers both.
    reason:
      'CloudFormation and ECS choose the last part of the name; the service’s own stack or family stands before it, so nothing of another service is in reach.',
  });
  return policy;
}

/**
 * The right to give tasks that are just started their tags: ECS asks for it where the tags of the task definition, or its own, go on
 * to the task. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
 *
 * @param tasks ARN of the tasks of a cluster
 */
export function tagStartedTasks(tasks: string): PolicyStatement {
  return new PolicyStatement({
    actions: ['ecs:TagResource'],
    resources: [tasks],
    conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
  });
}

/** The reason for the asterisks in ARNs of tasks and of their log streams, wherever a role of a service has them. */
export function acknowledgeTaskIds(policy: ManagedPolicy, resources: readonly string[]): void {
  for (const resource of resources) {
    Validations.of(policy).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
      reason:
        'ECS chooses the ids of tasks, which the names of their log streams contain. The statements only list, describe and tag tasks of one cluster, or read the log of one service.',
    });
  }
}
