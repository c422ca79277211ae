import type { Stack } from 'aws-cdk-lib';
import type { Grant, Trust } from './access';

/** Who may take the role that releases in an environment. */
export interface Builders {
  /** Account of the roles that may take this role. */
  readonly buildAccount: string;
  /** Those roles by path and name: the deploying build of a pipeline, or of a workflow. Each is allowed for one environment. */
  readonly builders: readonly { readonly path: string; readonly name: string }[];
}

/** The account, limited to these roles by a condition, because a role as principal must already exist. */
export function buildersTrust(stack: Stack, { buildAccount, builders }: Builders): Trust {
  const arns = builders.map(({ path, name }) => `arn:${stack.partition}:iam::${buildAccount}:role${path}${name}`);
  return {
    principal: { AWS: `arn:${stack.partition}:iam::${buildAccount}:root` },
    conditions: { ArnEquals: { 'aws:PrincipalArn': arns.length === 1 ? (arns[0] ?? '') : arns } },
  };
}

/** Changing the parameters of the own stack, with a second role that CloudFormation works with. */
export function ownStackGrants(stack: Stack, rolloutArn: string): Grant[] {
  const ownStack = stack.formatArn({
    service: 'cloudformation',
    resource: 'stack',
    resourceName: `${stack.stackName}/*`,
  });
  return [
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
  ];
}
