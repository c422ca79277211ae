import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Stack } from 'aws-cdk-lib';
import { Database } from '../database';
import type { DatabaseProps } from '../database';

export const TOPIC = 'arn:aws:sns:us-east-2:111122223333:alarms';

/** A production database in a VPC with only isolated subnets. */
export function newDatabase(stack: Stack, overrides: Partial<DatabaseProps> = {}): Database {
  return new Database(stack, 'Database', {
    identifier: 'acme-production',
    databaseName: 'acme',
    engine: 'mysql',
    engineVersion: '8.4.9',
    vpc: overrides.vpc ?? isolatedVpc(stack),
    instanceClass: 'db.t4g.medium',
    storageGiB: 50,
    maxStorageGiB: 500,
    multiAz: true,
    pointInTimeRecoveryDays: 35,
    port: 3306,
    key: overrides.key ?? new Key(stack, 'Key'),
    logDays: 365,
    auditLogDays: 2192,
    alarmTopic: overrides.alarmTopic ?? Topic.fromTopicArn(stack, 'Topic', TOPIC),
    ...overrides,
  });
}

export function isolatedVpc(stack: Stack) {
  return Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['us-east-2a', 'us-east-2b'],
    publicSubnetIds: ['subnet-public-1', 'subnet-public-2'],
    publicSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
    isolatedSubnetIds: ['subnet-isolated-1', 'subnet-isolated-2'],
    isolatedSubnetRouteTableIds: ['rtb-3', 'rtb-4'],
  });
}
