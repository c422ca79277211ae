import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Access } from './access';
import type { Grant } from './access';

export interface DeployRoleProps {
  readonly roleName: string;
  /** Account of the roles that may take this role. */
  readonly buildAccount: string;
  /** Those roles by path and name: the deploying build of a pipeline, or of a workflow. Each is allowed for one environment. */
  readonly builders: readonly { readonly path: string; readonly name: string }[];
  /** The role that CloudFormation works with when an image is deployed. */
  readonly rolloutRoleName: string;
  /** IAM path of the roles in this stack. */
  readonly rolePath: string;
  /** Name of the ECS cluster, and family of the task definition. */
  readonly clusterName: string;
  readonly family: string;
  /** Name of the rule about tasks that stop. */
  readonly taskRuleName: string;
  /** ARNs of the two roles of the service's tasks. */
  readonly taskRoleArns: readonly string[];
  /** Parameters that the stack's template reads: `/name`, or a path with an asterisk at its end. */
  readonly parameters: readonly string[];
}

/** AWS services that have a role of their own once there is an ECS service that scales. */
const SERVICE_LINKED = ['ecs.amazonaws.com', 'ecs.application-autoscaling.amazonaws.com'];

/**
 * The role that may change a service in an environment. It is in the service's own stack, in the environment's account,
 * and only the builds that deploy to this environment may assume it. It may update the parameters of its stack and
 * describe the service.
 *
 * CloudFormation makes the change with a second role of the stack, which can change only the running service. Without
 * that condition the change would be made with the role that made the stack, and another template with it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export class DeployRole extends Construct {
  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const rollout = new Access(this, 'Rollout', {
      roleName: props.rolloutRoleName,
      trust: { principal: { Service: 'cloudformation.amazonaws.com' }, conditions: undefined },
      grants: rolloutGrants(stack, props),
    });
    // The account, limited to these roles by a condition, because a role as principal must already exist.
    const builders = props.builders.map(
      ({ path, name }) => `arn:${stack.partition}:iam::${props.buildAccount}:role${path}${name}`,
    );
    const rolloutArn = iamArn(stack, `role${props.rolePath}${props.rolloutRoleName}`);
    const ownStack = stack.formatArn({
      service: 'cloudformation',
      resource: 'stack',
      resourceName: `${stack.stackName}/*`,
    });
    const { policy } = new Access(this, 'Access', {
      roleName: props.roleName,
      trust: {
        principal: { AWS: `arn:${stack.partition}:iam::${props.buildAccount}:root` },
        conditions: { ArnEquals: { 'aws:PrincipalArn': builders.length === 1 ? (builders[0] ?? '') : builders } },
      },
      grants: [
        {
          actions: [
            'cloudformation:DescribeStackEvents',
            'cloudformation:DescribeStackResources',
            'cloudformation:DescribeStacks',
          ],
          resources: [ownStack],
          wildcard: 'stack',
        },
        {
          actions: ['cloudformation:UpdateStack'],
          resources: [ownStack],
          conditions: { StringEquals: { 'cloudformation:RoleArn': rolloutArn } },
          wildcard: 'stack',
        },
        {
          actions: ['iam:PassRole'],
          resources: [rolloutArn],
          conditions: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
        },
        // CloudFormation reads the values of the stack's parameters with the permissions of the caller that changes the stack.
        readParameters(stack, props),
        {
          actions: ['ecs:DescribeServices'],
          resources: [ownService(stack, props)],
          wildcard: 'rollout',
        },
      ],
    });
    policy.node.addDependency(rollout.policy);
  }
}

/** What changes when an image is deployed: task definition, service, its scaling, its alarms and the rule about its tasks. */
function rolloutGrants(stack: Stack, props: DeployRoleProps): Grant[] {
  const arn = (service: string, resource: string) =>
    `arn:${stack.partition}:${service}:${stack.region}:${stack.account}:${resource}`;
  const { clusterName, family } = props;
  const service = ownService(stack, props);
  const task = arn('ecs', `task-definition/${family}:*`);
  return [
    // ECS checks no resource for these two.
    {
      actions: ['ecs:DeregisterTaskDefinition', 'ecs:DescribeTaskDefinition'],
      resources: ['*'],
      wildcard: 'unscoped',
    },
    { actions: ['ecs:RegisterTaskDefinition'], resources: [task], wildcard: 'rollout' },
    {
      actions: ['ecs:ListTagsForResource', 'ecs:TagResource', 'ecs:UntagResource'],
      resources: [task, service],
      wildcard: 'rollout',
    },
    {
      actions: ['ecs:CreateService', 'ecs:DeleteService', 'ecs:DescribeServices', 'ecs:UpdateService'],
      resources: [service],
      wildcard: 'rollout',
    },
    {
      actions: [
        'application-autoscaling:DeleteScalingPolicy',
        'application-autoscaling:DeleteScheduledAction',
        'application-autoscaling:DeregisterScalableTarget',
        'application-autoscaling:ListTagsForResource',
        'application-autoscaling:PutScalingPolicy',
        'application-autoscaling:PutScheduledAction',
        'application-autoscaling:RegisterScalableTarget',
        'application-autoscaling:TagResource',
        'application-autoscaling:UntagResource',
      ],
      resources: [arn('application-autoscaling', 'scalable-target/*')],
      wildcard: 'scaling',
    },
    {
      actions: [
        'application-autoscaling:DescribeScalableTargets',
        'application-autoscaling:DescribeScalingPolicies',
        'application-autoscaling:DescribeScheduledActions',
        'cloudwatch:DescribeAlarms',
      ],
      resources: ['*'],
      wildcard: 'unscoped',
    },
    {
      actions: [
        'cloudwatch:DeleteAlarms',
        'cloudwatch:ListTagsForResource',
        'cloudwatch:PutMetricAlarm',
        'cloudwatch:TagResource',
        'cloudwatch:UntagResource',
      ],
      resources: [
        arn('cloudwatch', `alarm:${stack.stackName}-Service*`),
        arn('cloudwatch', `alarm:TargetTracking-service/${clusterName}/${stack.stackName}-Service*`),
      ],
      wildcard: 'rollout',
    },
    {
      actions: [
        'events:DeleteRule',
        'events:DescribeRule',
        'events:ListTagsForResource',
        'events:ListTargetsByRule',
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
        'events:TagResource',
        'events:UntagResource',
      ],
      resources: [arn('events', `rule/${props.taskRuleName}`)],
    },
    {
      actions: ['iam:GetRole', 'iam:PassRole'],
      resources: props.taskRoleArns,
    },
    {
      actions: ['iam:CreateServiceLinkedRole'],
      resources: SERVICE_LINKED.map((name) => iamArn(stack, `role/aws-service-role/${name}/*`)),
      wildcard: 'linked',
    },
    readParameters(stack, props),
  ];
}

/**
 * The stack's ECS service. CloudFormation names it after stack and logical id: the logical id begins with a capital letter,
 * which no name of a unit has, so a stack whose name begins like this one's is not in reach.
 */
function ownService(stack: Stack, { clusterName }: DeployRoleProps): string {
  return stack.formatArn({
    service: 'ecs',
    resource: 'service',
    resourceName: `${clusterName}/${stack.stackName}-Service*`,
  });
}

/** The stack's parameters are read again at every change. */
function readParameters(stack: Stack, { parameters }: DeployRoleProps): Grant {
  return {
    actions: ['ssm:GetParameters'],
    resources: parameters.map((name) => `arn:${stack.partition}:ssm:${stack.region}:${stack.account}:parameter${name}`),
    wildcard: 'parameters',
  };
}

function iamArn(stack: Stack, resource: string): string {
  return `arn:${stack.partition}:iam::${stack.account}:${resource}`;
}
