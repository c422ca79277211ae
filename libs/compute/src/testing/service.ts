import { CfnResource } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationListener,
  ApplicationListenerRule,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerCondition,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import type { Connection } from '../connections/connection';
import { databaseConnection } from '../connections/database/database-connection';
import { Service } from '../workloads/web-service/service';
import type { ServiceProps } from '../workloads/web-service/service';
import { testStack } from './stack';

export const TOPIC = 'arn:aws:sns:us-east-2:111122223333:alarms';
export const KEY = 'arn:aws:kms:us-east-2:111122223333:key/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10';
export const REPOSITORY = 'arn:aws:ecr:us-east-2:111122223333:repository/acme/api';
export const BALANCER_GROUP = 'sg-balancer';
export const DATABASE_GROUP = 'sg-database';
const LISTENER =
  'arn:aws:elasticloadbalancing:us-east-2:111122223333:listener/app/balancer/50dc6c495c0c9188/f2f7dc8efc522ab2';

/** A service as the deploy app makes it: everything around it is imported. */
export function synthesizeService(overrides: Partial<ServiceProps> = {}) {
  const stack = testStack();
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['us-east-2a', 'us-east-2b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
    privateSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
  });
  const service = new Service(stack, 'Service', {
    name: 'api',
    family: 'acme-api-staging',
    title: 'acme api in staging',
    cluster: Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'acme-staging', vpc }),
    targetGroups: { internet: targetGroup(stack, vpc) },
    subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    repositoryUri: '111122223333.dkr.ecr.us-east-2.amazonaws.com/acme/api',
    repositoryArn: REPOSITORY,
    architecture: 'arm64',
    cpu: 512,
    memoryMiB: 1024,
    port: 8080,
    protocol: 'https',
    user: '10001:10001',
    writablePaths: ['/tmp', '/var/cache'],
    writablePathMiB: 64,
    healthCheck: { path: '/healthz', codes: '200', intervalSeconds: 30, timeoutSeconds: 5, graceSeconds: 60 },
    scaling: { min: 2, max: 12, cpuPercent: 60, memoryPercent: 70, requestsPerTarget: 1000, schedule: [] },
    variables: { LOG_LEVEL: 'info' },
    secretNames: ['SESSION_KEY', 'SMS_GATEWAY_KEY'],
    secretPrefix: '/acme/staging/api',
    key: Key.fromKeyArn(stack, 'Key', KEY),
    logGroupName: '/careplane/acme/environments/staging/api',
    logDays: 365,
    alarmTopic: Topic.fromTopicArn(stack, 'Topic', TOPIC),
    taskRuleName: 'acme-api-production-task-stopped',
    taskPolicyArns: [],
    connections: [database(stack)],
    ...overrides,
  });
  return { stack, service, template: Template.fromStack(stack) };
}

function targetGroup(stack: Stack, vpc: ServiceProps['cluster']['vpc']): ApplicationTargetGroup {
  const group = new ApplicationTargetGroup(stack, 'TargetGroup', {
    vpc,
    port: 8080,
    protocol: ApplicationProtocol.HTTPS,
    targetType: TargetType.IP,
  });
  new ApplicationListenerRule(stack, 'Rule', {
    listener: ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
      listenerArn: LISTENER,
      defaultPort: 443,
      securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'BalancerGroup', BALANCER_GROUP, {
        allowAllOutbound: false,
      }),
    }),
    priority: 1,
    conditions: [ListenerCondition.pathPatterns(['/*'])],
    targetGroups: [group],
  });
  return group;
}

function database(stack: Stack): Connection {
  return databaseConnection(stack, {
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'DatabaseGroup', DATABASE_GROUP),
    port: 3306,
    values: { host: 'database.internal', port: '3306', name: 'acme', user: 'api' },
    variables: { host: 'DATABASE_HOST', port: 'DATABASE_PORT', name: 'DATABASE_NAME', user: 'DATABASE_USER' },
    resourceId: 'db-ABC',
  });
}

/** Logical ids of the resources below a construct. */
export function logicalIdsBelow(stack: Stack, construct: IConstruct): string[] {
  return construct.node
    .findAll()
    .filter((child) => CfnResource.isCfnResource(child))
    .map((resource) => stack.resolve(resource.logicalId) as string);
}
