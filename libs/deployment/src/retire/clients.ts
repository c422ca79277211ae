import { BackupClient } from '@aws-sdk/client-backup';
import { CloudControlClient } from '@aws-sdk/client-cloudcontrol';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { PATIENT } from '../aws/parameter-store';

/**
 * Clients of a retirement, by region. They have the caller's own credentials: no role of Careplane may delete a stack, and none is
 * taken.
 */
export interface RetireClients {
  cloudFormation(region: string): CloudFormationClient;
  loadBalancing(region: string): ElasticLoadBalancingV2Client;
  queues(region: string): SQSClient;
  backup(region: string): BackupClient;
  cloudControl(region: string): CloudControlClient;
  objects(region: string): S3Client;
  databases(region: string): RDSClient;
  images(region: string): ECRClient;
}

/** Clients with the credentials that the AWS command line would find. */
export function ownClients(): RetireClients {
  return {
    cloudFormation: (region) => new CloudFormationClient({ region, ...PATIENT }),
    loadBalancing: (region) => new ElasticLoadBalancingV2Client({ region, ...PATIENT }),
    // A queue's URL names a host of AWS, also where another endpoint replaces AWS.
    queues: (region) => new SQSClient({ region, useQueueUrlAsEndpoint: false, ...PATIENT }),
    backup: (region) => new BackupClient({ region, ...PATIENT }),
    cloudControl: (region) => new CloudControlClient({ region, ...PATIENT }),
    databases: (region) => new RDSClient({ region, ...PATIENT }),
    images: (region) => new ECRClient({ region, ...PATIENT }),
    // Where another endpoint replaces AWS, names of buckets are no host names.
    objects: (region) =>
      new S3Client({ region, forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined, ...PATIENT }),
  };
}
