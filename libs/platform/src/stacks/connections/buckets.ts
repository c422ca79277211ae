import type { Stack } from 'aws-cdk-lib';
import { bucketConnection } from '@careplane/compute';
import type { Connection } from '@careplane/compute';
import { storeBucketName, storeVariables } from '@careplane/config';
import { bucketParameter, read } from '../../parameters';
import type { BucketKey } from '../../parameters';
import type { Connected } from './connect';

/** The environment's buckets for patient data that a service names, each with what the service may do there. */
export function connectBuckets(stack: Stack, { platform, service, environment }: Connected): Connection[] {
  return Object.entries(service.buckets).map(([name, use]) => {
    const about = (key: BucketKey) => read(stack, bucketParameter(platform.name, environment.name, name, key));
    return bucketConnection(stack, {
      name,
      use,
      bucketName: storeBucketName(platform.name, name, environment),
      value: about('name'),
      keyArn: about('key-arn'),
      variable: storeVariables('buckets', name).name,
    });
  });
}
