import { platformPath } from '@careplane/config';
import type { Places } from '@careplane/pipeline/builds';
import type { CiTarget } from './target';

/** Parameters in which the shared stacks say what builds need: the evidence bucket, and the scan command. */
export function publishedParameters(target: CiTarget): string {
  return here(target, 'ssm', `parameter${platformPath(target.platform, 'pipelines', '*')}`);
}

/** Objects can be added below this prefix only; none can be read. */
export function evidencePlaces({ platform }: CiTarget, prefix: string): Places {
  return { evidence: [`arn:\${AWS::Partition}:s3:::${bucketsOfPipelines(platform)}/${prefix}/*`] };
}

/**
 * CloudFormation names the evidence bucket when it makes the shared stacks, with the rights that are given here. The name
 * begins with the first letters of the stack's.
 */
export function bucketsOfPipelines(platform: string): string {
  return `${`${platform}-pipelines`.slice(0, 24)}*`;
}

/** Something in the platform's own account and region. */
export function here({ account, region }: CiTarget, service: string, resource: string): string {
  return `arn:\${AWS::Partition}:${service}:${region}:${account}:${resource}`;
}
