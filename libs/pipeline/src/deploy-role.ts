import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Access } from './access';
import { buildersTrust, ownStackGrants } from './release-grants';
import type { Builders } from './release-grants';
import { describeRunning, iamArn, readParameters, rolloutGrants } from './rollout-grants';

export interface DeployRoleProps extends Builders {
  readonly roleName: string;
  /** The role that CloudFormation works with when an image is deployed. */
  readonly rolloutRoleName: string;
  /** IAM path of the roles in this stack. */
  readonly rolePath: string;
  /** Name of the ECS cluster, and family of the task definition. */
  readonly clusterName: string;
  readonly family: string;
  /** Name of the rule about tasks that stop. */
  readonly taskRuleName: string;
  /** ARNs of the roles of the service's tasks, and of the role that starts them. */
  readonly taskRoleArns: readonly string[];
  /** The schedule that starts the tasks, by its group and name. @default - an ECS service runs them */
  readonly schedule?: { readonly group: string; readonly name: string };
  /** Family of the task before the deploy, and name of the role that starts it. @default - there is none */
  readonly beforeDeploy?: { readonly family: string; readonly runnerRoleName: string };
  /** Parameters that the stack's template reads: `/name`, or a path with an asterisk at its end. */
  readonly parameters: readonly string[];
}

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
    const rolloutArn = iamArn(stack, `role${props.rolePath}${props.rolloutRoleName}`);
    const { policy } = new Access(this, 'Access', {
      roleName: props.roleName,
      trust: buildersTrust(stack, props),
      grants: [
        ...ownStackGrants(stack, rolloutArn),
        // CloudFormation reads the values of the stack's parameters with the permissions of the caller that changes the stack.
        readParameters(stack, props),
        describeRunning(stack, props),
        ...(props.beforeDeploy === undefined
          ? []
          : [
              {
                actions: ['sts:AssumeRole'],
                resources: [iamArn(stack, `role${props.rolePath}${props.beforeDeploy.runnerRoleName}`)],
              },
            ]),
      ],
    });
    policy.node.addDependency(rollout.policy);
  }
}
