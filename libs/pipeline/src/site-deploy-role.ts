import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Access } from './access';
import type { Grant } from './access';
import { iamArn } from './rollout-grants';

/** Folders in the bucket of a site: the files of each release, and one empty object for each time that a release was deployed. */
export const RELEASES = 'releases/';
export const HISTORY = 'history/';

export interface SiteDeployRoleProps {
  readonly roleName: string;
  /** Account of the roles that may take this role. */
  readonly buildAccount: string;
  /** Those roles by path and name. */
  readonly builders: readonly { readonly path: string; readonly name: string }[];
  /** The role that CloudFormation works with when a release is deployed. */
  readonly rolloutRoleName: string;
  /** IAM path of the roles in this stack. */
  readonly rolePath: string;
  readonly bucketName: string;
  readonly keyArn: string;
  readonly distributionId: string;
  /** Parameters that the stack's template reads: `/name`. */
  readonly parameters: readonly string[];
}

/**
 * The role that releases a static site in an environment. It adds files below `releases/`, removes those of old releases, and changes
 * the parameters of its own stack, with a second role that can change the distribution and nothing else. It cannot read a file, and it
 * cannot delete a version: what it removes can be brought back for as long as the bucket keeps old versions.
 */
export class SiteDeployRole extends Construct {
  constructor(scope: Construct, id: string, props: SiteDeployRoleProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const distribution = `arn:${stack.partition}:cloudfront::${stack.account}:distribution/${props.distributionId}`;
    const bucket = `arn:${stack.partition}:s3:::${props.bucketName}`;
    const rolloutArn = iamArn(stack, `role${props.rolePath}${props.rolloutRoleName}`);
    const ownStack = stack.formatArn({
      service: 'cloudformation',
      resource: 'stack',
      resourceName: `${stack.stackName}/*`,
    });
    const parameters: Grant = {
      actions: ['ssm:GetParameters'],
      resources: props.parameters.map(
        (name) => `arn:${stack.partition}:ssm:${stack.region}:${stack.account}:parameter${name}`,
      ),
    };
    const rollout = new Access(this, 'Rollout', {
      roleName: props.rolloutRoleName,
      trust: { principal: { Service: 'cloudformation.amazonaws.com' }, conditions: undefined },
      grants: [
        {
          actions: [
            'cloudfront:GetDistribution',
            'cloudfront:GetDistributionConfig',
            'cloudfront:ListTagsForResource',
            'cloudfront:UpdateDistribution',
          ],
          resources: [distribution],
        },
        parameters,
      ],
    });
    const builders = props.builders.map(
      ({ path, name }) => `arn:${stack.partition}:iam::${props.buildAccount}:role${path}${name}`,
    );
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
        parameters,
        { actions: ['cloudfront:GetDistribution'], resources: [distribution] },
        {
          actions: ['s3:PutObject'],
          resources: [`${bucket}/${RELEASES}*`, `${bucket}/${HISTORY}*`],
          wildcard: 'releases',
        },
        {
          actions: ['s3:DeleteObject'],
          resources: [`${bucket}/${RELEASES}*`, `${bucket}/${HISTORY}*`],
          wildcard: 'releases',
        },
        { actions: ['s3:ListBucket'], resources: [bucket] },
        // S3 puts a file of several parts together with kms:Decrypt.
        { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [props.keyArn] },
      ],
    });
    policy.node.addDependency(rollout.policy);
  }
}
