import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { WorkloadProps } from '../workloads/task/workload-base';
import { ScheduledJob } from '../workloads/scheduled-job/scheduled-job';
import type { ScheduledJobProps } from '../workloads/scheduled-job/scheduled-job';
import { Worker } from '../workloads/worker/worker';
import type { WorkerProps } from '../workloads/worker/worker';
import { KEY, REPOSITORY, TOPIC } from './service';
import { testStack } from './stack';

function workloadProps(stack: Stack, name: string): WorkloadProps {
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['us-east-2a', 'us-east-2b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
    privateSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
  });
  return {
    name,
    family: `acme-${name}-staging`,
    title: `acme ${name} in staging`,
    cluster: Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'acme-staging', vpc }),
    subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    repositoryUri: '111122223333.dkr.ecr.us-east-2.amazonaws.com/acme/api',
    repositoryArn: REPOSITORY,
    architecture: 'arm64',
    cpu: 512,
    memoryMiB: 1024,
    user: '10001:10001',
    writablePaths: ['/tmp'],
    writablePathMiB: 64,
    variables: {},
    secretNames: [],
    secretPrefix: `/acme/staging/${name}`,
    key: Key.fromKeyArn(stack, 'Key', KEY),
    logGroupName: `/careplane/acme/environments/staging/${name}`,
    logDays: 365,
    alarmTopic: Topic.fromTopicArn(stack, 'Topic', TOPIC),
    taskRuleName: `acme-${name}-staging-task-stopped`,
    taskPolicyArns: [],
    connections: [],
  };
}

/** A worker as the deploy app makes it: everything around it is imported. */
export function synthesizeWorker(overrides: Partial<WorkerProps> = {}): Template {
  const stack = testStack();
  new Worker(stack, 'Service', {
    ...workloadProps(stack, 'letters'),
    scaling: { min: 1, max: 8, cpuPercent: 60, memoryPercent: 70, schedule: [] },
    singleton: false,
    ...overrides,
  });
  return Template.fromStack(stack);
}

/** A scheduled job as the deploy app makes it. */
export function synthesizeJob(overrides: Partial<ScheduledJobProps> = {}): Template {
  const stack = testStack();
  new ScheduledJob(stack, 'Service', {
    ...workloadProps(stack, 'nightly'),
    schedule: { cron: '0 3 * * ? *', timeZone: 'Europe/Berlin' },
    enabled: true,
    startRetries: 10,
    startWithinMinutes: 60,
    groupName: 'acme-nightly-staging',
    runnerRoleName: 'run-acme-nightly-staging',
    ...overrides,
  });
  return Template.fromStack(stack);
}
