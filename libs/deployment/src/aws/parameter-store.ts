import { SSMClient } from '@aws-sdk/client-ssm';
import { AWS_CALLS } from '@careplane/command-line';

/** Bounds of every call to AWS. */
export const PATIENT = AWS_CALLS;

/**
 * Parameter Store of the platform's own region, with the credentials that the AWS command line would find. The region is
 * the platform's: what AWS_REGION says does not count.
 *
 * @param credentials others than those
 */
export function parameterStore(region: string, credentials?: SSMClient['config']['credentials']): SSMClient {
  return new SSMClient({ region, ...PATIENT, ...(credentials === undefined ? {} : { credentials }) });
}
