import type { SettingCall, SettingService } from '../setting';
import type { SendCall } from './apply';

/** A client of the SDK with one method for each operation. */
type Operations = Readonly<Record<string, (input: object) => Promise<unknown>>>;

/** Every call is bounded: the function has to answer before its own time is over. */
const BOUNDED = { maxAttempts: 4, requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000 } };

/**
 * Clients of the AWS SDK that the Node.js runtimes of Lambda contain. Each is loaded when it is needed, because one resource
 * needs one of them. Account and IAM have one endpoint in a partition; the SDK finds it from the region.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
const CLIENTS: Readonly<Record<SettingService, () => Promise<unknown>>> = {
  account: async () => new (await import('@aws-sdk/client-account')).Account(BOUNDED),
  ec2: async () => new (await import('@aws-sdk/client-ec2')).EC2(BOUNDED),
  iam: async () => new (await import('@aws-sdk/client-iam')).IAM(BOUNDED),
  inspector2: async () => new (await import('@aws-sdk/client-inspector2')).Inspector2(BOUNDED),
  s3control: async () => new (await import('@aws-sdk/client-s3-control')).S3Control(BOUNDED),
};

/** Send a request with the rights of the function. */
export const sendWithSdk: SendCall = async ({ service, operation, input }: SettingCall) => {
  const client = (await CLIENTS[service]()) as Operations;
  const method = operation.charAt(0).toLowerCase() + operation.slice(1);
  if (client[method] === undefined) {
    throw new Error(`the AWS SDK of this Lambda runtime has no operation ${operation} of ${service}`);
  }
  return client[method](input);
};
