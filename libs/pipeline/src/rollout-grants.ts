import type { Stack } from 'aws-cdk-lib';
import type { Grant } from './access';
import type { DeployRoleProps } from './deploy-role';

/** AWS services that have a role of their own once there is an ECS service that scales. */
const SERVICE_LINKED = ['ecs.amazonaws.com', 'ecs.application-autoscaling.amazonaws.com'];

/**
 * What changes when an image is deployed: task definition, the service and its scaling or the schedule, alarms, and the rule about the
 * tasks that stop.
 */
export function rolloutGrants(stack: Stack, props: DeployRoleProps): Grant[] {
  const arn = (service: string, resource: string) =>
    `arn:${stack.partition}:${service}:${stack.region}:${stack.account}:${resource}`;
  const { clusterName, family } = props;
  const families = [family, ...(props.beforeDeploy === undefined ? [] : [props.beforeDeploy.family])];
  const tasks = families.map((each) => arn('ecs', `task-definition/${each}:*`));
  return [
    // ECS checks no resource for these two.
    {
      actions: ['ecs:DeregisterTaskDefinition', 'ecs:DescribeTaskDefinition'],
      resources: ['*'],
      wildcard: 'unscoped',
    },
    { actions: ['ecs:RegisterTaskDefinition'], resources: tasks, wildcard: 'rollout' },
    {
      actions: ['ecs:ListTagsForResource', 'ecs:TagResource', 'ecs:UntagResource'],
      resources: [...tasks, ...(props.schedule === undefined ? [ownService(stack, props)] : [])],
      wildcard: 'rollout',
    },
    ...(props.schedule === undefined ? serviceGrants(stack, props) : []),
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
    ...(props.schedule === undefined ? [] : [scheduleGrant(stack, props.schedule)]),
    readParameters(stack, props),
  ];
}

/** The ECS service of a web service or a worker, and its scaling. */
function serviceGrants(stack: Stack, props: DeployRoleProps): Grant[] {
  const arn = (service: string, resource: string) =>
    `arn:${stack.partition}:${service}:${stack.region}:${stack.account}:${resource}`;
  const service = ownService(stack, props);
  return [
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
      actions: ['iam:CreateServiceLinkedRole'],
      resources: SERVICE_LINKED.map((name) => iamArn(stack, `role/aws-service-role/${name}/*`)),
      wildcard: 'linked',
    },
  ];
}

/** The one schedule of a scheduled job, whose name is known. */
function scheduleGrant(stack: Stack, schedule: NonNullable<DeployRoleProps['schedule']>): Grant {
  return {
    actions: [
      'scheduler:CreateSchedule',
      'scheduler:DeleteSchedule',
      'scheduler:GetSchedule',
      'scheduler:UpdateSchedule',
    ],
    resources: [scheduleArn(stack, schedule)],
  };
}

/** Looking at what runs the tasks, to see the new image there. */
export function describeRunning(stack: Stack, props: DeployRoleProps): Grant {
  return props.schedule === undefined
    ? { actions: ['ecs:DescribeServices'], resources: [ownService(stack, props)], wildcard: 'rollout' }
    : { actions: ['scheduler:GetSchedule'], resources: [scheduleArn(stack, props.schedule)] };
}

function scheduleArn(stack: Stack, { group, name }: NonNullable<DeployRoleProps['schedule']>): string {
  return `arn:${stack.partition}:scheduler:${stack.region}:${stack.account}:schedule/${group}/${name}`;
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
export function readParameters(stack: Stack, { parameters }: DeployRoleProps): Grant {
  return {
    actions: ['ssm:GetParameters'],
    resources: parameters.map((name) => `arn:${stack.partition}:ssm:${stack.region}:${stack.account}:parameter${name}`),
    wildcard: 'parameters',
  };
}

export function iamArn(stack: Stack, resource: string): string {
  return `arn:${stack.partition}:iam::${stack.account}:${resource}`;
}
