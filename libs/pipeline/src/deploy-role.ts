import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Access } from './access';

export interface DeployRoleProps {
  readonly roleName: string;
  /** Account, IAM path and name of the role of the build that may take this role. */
  readonly buildAccount: string;
  readonly buildRolePath: string;
  readonly buildRoleName: string;
  /** Name of the ECS cluster. */
  readonly clusterName: string;
}

/**
 * Who may change a service in an environment: a role in the service's own stack there, in the environment's account, for
 * the deploying build of this environment and nobody else. It may give the stack it is in new parameters and look on.
 *
 * CloudFormation uses the role that made the stack: this one needs no right to any resource of it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export class DeployRole extends Construct {
  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    super(scope, id);
    const stack = Stack.of(this);
    // The account, held to one role by a condition: a principal that is a role would have to exist already.
    const builder = `arn:${stack.partition}:iam::${props.buildAccount}:role${props.buildRolePath}${props.buildRoleName}`;
    new Access(this, 'Access', {
      roleName: props.roleName,
      trust: {
        principal: { AWS: `arn:${stack.partition}:iam::${props.buildAccount}:root` },
        conditions: { ArnEquals: { 'aws:PrincipalArn': builder } },
      },
      grants: [
        {
          actions: [
            'cloudformation:DescribeStackEvents',
            'cloudformation:DescribeStackResources',
            'cloudformation:DescribeStacks',
            'cloudformation:UpdateStack',
          ],
          resources: [
            stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${stack.stackName}/*` }),
          ],
          wildcard: 'stack',
        },
        {
          actions: ['ecs:DescribeServices'],
          resources: [stack.formatArn({ service: 'ecs', resource: 'service', resourceName: `${props.clusterName}/*` })],
          wildcard: 'service',
        },
      ],
    });
  }
}
