import { CfnCondition, CfnOutput, CfnParameter, CfnResource, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * A parameter with the digest of an image, empty until a release sets it.
 *
 * @param about its logical id, and what it is for
 */
export function imageDigestParameter(
  scope: Construct,
  about: { readonly id: string; readonly description: string },
): CfnParameter {
  const parameter = new CfnParameter(scope, `${about.id}Parameter`, {
    type: 'String',
    default: '',
    allowedPattern: '^(sha256:[0-9a-f]{64})?$',
    constraintDescription: 'must be empty or sha256: with 64 hexadecimal digits',
    description: about.description,
  });
  parameter.overrideLogicalId(about.id);
  return parameter;
}

/** Everything below `running` exists only while the parameter has a digest. */
export function onlyWithDigest(
  scope: Construct,
  condition: string,
  { digest, running }: { readonly digest: CfnParameter; readonly running: Construct },
): void {
  const hasImage = new CfnCondition(scope, condition, {
    expression: Fn.conditionNot(Fn.conditionEquals(digest.valueAsString, '')),
  });
  hasImage.overrideLogicalId(condition);
  for (const construct of running.node.findAll()) {
    if (CfnResource.isCfnResource(construct)) construct.cfnOptions.condition = hasImage;
    if (construct instanceof CfnOutput) construct.condition = hasImage;
  }
}
