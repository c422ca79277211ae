import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Access } from './access';
import type { Grant } from './access';
import { buildersTrust, ownStackGrants } from './release-grants';
import type { Builders } from './release-grants';
import { iamArn } from './rollout-grants';

/** Folders in the bucket of a site: the files of each release, and one empty object for each time that a release was deployed. */
export const RELEASES = 'releases/';
export const HISTORY = 'history/';

export interface SiteDeployRoleProps extends Builders {
  readonly roleName: string;
  /** The role that CloudFormation works with when a release is deployed. */
  readonly rolloutRoleName: string;
  /** IAM path of the roles in this stack. */
  readonly rolePath: string;
  readonly bucketName: string;
  readonly keyArn: string;
  readonly distributionId: string;
  /** The web ACL of the distribution. */
  readonly webAclArn: string;
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
        // CloudFront takes a configuration only from who may read the web ACL in it, also when another part of it is changed.
        { actions: ['wafv2:GetWebACL'], resources: [props.webAclArn] },
        parameters,
      ],
    });
    const { policy } = new Access(this, 'Access', {
      roleName: props.roleName,
      trust: buildersTrust(stack, props),
      grants: [
        ...ownStackGrants(stack, rolloutArn),
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
