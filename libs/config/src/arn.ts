/** The parts of an ARN. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface ArnParts {
  /** `aws`, or `aws-us-gov` and the like. */
  readonly partition: string;
  readonly service: string;
  /** Empty for services without regions, such as IAM. */
  readonly region: string;
  /** Empty where the ARN names no account, as those of S3 do. */
  readonly account: string;
  /** The rest, which may hold colons and slashes. */
  readonly resource: string;
}

/**
 * The parts of an ARN, as text.
 *
 * @throws RangeError when it is none
 */
export function parseArn(arn: string): ArnParts {
  const [prefix, partition = '', service = '', region = '', account = '', ...resource] = arn.split(':');
  if (prefix !== 'arn' || partition === '' || service === '' || resource.length === 0) {
    throw new RangeError(`"${arn}" is not an ARN`);
  }
  return { partition, service, region, account, resource: resource.join(':') };
}
