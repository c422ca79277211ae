import { SSMClient } from '@aws-sdk/client-ssm';

/** Seven tries with growing pauses: a deploy of many stacks is throttled now and then. */
export const PATIENT = { maxAttempts: 7, retryMode: 'adaptive' } as const;

/**
 * Parameter Store of the platform's own region, with the credentials that the AWS command line would find. The region is
 * the platform's: what AWS_REGION says does not count.
 *
 * @param credentials others than those
 */
export function parameterStore(region: string, credentials?: SSMClient['config']['credentials']): SSMClient {
  return new SSMClient({ region, ...PATIENT, ...(credentials === undefined ? {} : { credentials }) });
}
