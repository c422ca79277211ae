import { Stack } from 'aws-cdk-lib';
import type { IAspect } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BucketPolicy } from 'aws-cdk-lib/aws-s3';
import { rolePath } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import type { IConstruct } from 'constructs';
import { scopeOfStack } from './access/scope';

/**
 * Each bucket keeps the roles of environments out that it is not for: a shared one all of them, one of an environment those of the
 * others. Who deploys to an environment can give its roles policies up to their boundary, which goes by tags, and objects of S3 do not
 * have those of their bucket. Roles of builds and pipelines are shared ones, and no AWS service works under a role of an environment
 * here.
 */
export class BucketsKeptApart implements IAspect {
  constructor(private readonly platform: PlatformModel) {}

  visit(construct: IConstruct): void {
    if (!(construct instanceof BucketPolicy)) return;
    const { bucket, document } = construct;
    const roles = this.keptFrom(Stack.of(construct));
    if (roles.length === 0) return;
    document.addStatements(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:*'],
        resources: [bucket.bucketArn, bucket.arnForObjects('*')],
        conditions: { ArnLike: { 'aws:PrincipalArn': roles } },
      }),
    );
  }

  /** ARNs, with a wildcard, of the roles that the stacks of other environments make. */
  private keptFrom(stack: Stack): string[] {
    const { name: platform, environments } = this.platform;
    const scope = scopeOfStack(this.platform, stack.stackName);
    return environments
      .filter(({ name }) => name !== scope)
      .map(({ account, name }) => `arn:${stack.partition}:iam::${account}:role${rolePath(platform, name)}*`);
  }
}
