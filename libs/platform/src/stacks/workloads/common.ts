import { Arn, Aws } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster as EcsCluster } from 'aws-cdk-lib/aws-ecs';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { WorkloadProps } from '@careplane/compute';
import { deployRoleName } from '@careplane/pipeline';
import {
  accessRoleName,
  beforeDeployFamily,
  beforeDeployRoleName,
  imageRepositoryName,
  NOT_ENCRYPTED,
  platformPath,
  rolePath,
  sidecarParameter,
  sidecarRepositoryName,
  taskOutputName,
  taskRunnerRoleName,
  WRITABLE_PATH_MIB,
} from '@careplane/config';
import { environmentParameter, read } from '../../parameters';
import type { EnvironmentKey } from '../../parameters';
import { taskPoliciesIn } from '../../task-policies';
import { clusterName } from '../cluster-stack';
import { connectionsFor } from '../connections';
import type { Workload } from './workload';

/** What every kind of workload takes from its service, its platform and its environment. */
export function commonProps(
  stack: Stack,
  vpc: IVpc,
  { platform, service, environment, deployment, taskRuleName }: Workload,
): Omit<WorkloadProps, 'port' | 'check'> {
  const shared = (key: EnvironmentKey) => read(stack, environmentParameter(platform.name, environment.name, key));
  const repository = imageRepositoryName(platform.name, service.name);
  const logPrefix = platformPath(platform.name, 'environments', environment.name, '');
  const { entryPoint, command, stopTimeoutSeconds, disk } = service;
  return {
    name: service.name,
    family: `${service.unit}-${environment.name}`,
    taskRuleName,
    title: `${platform.name} ${service.name} in ${environment.name}`,
    cluster: EcsCluster.fromClusterAttributes(stack, 'Cluster', { clusterName: shared('cluster-name'), vpc }),
    subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    ...repositoryOf(stack, platform, repository),
    architecture: service.architecture,
    cpu: deployment.cpu,
    memoryMiB: deployment.memoryMiB,
    ...(entryPoint === undefined ? {} : { entryPoint }),
    ...(command === undefined ? {} : { command }),
    ...(stopTimeoutSeconds === undefined ? {} : { stopTimeoutSeconds }),
    ...(disk === undefined ? {} : { disk }),
    user: service.user,
    writablePaths: service.writablePaths,
    writablePathMiB: WRITABLE_PATH_MIB,
    variables: deployment.variables,
    secretNames: service.secrets,
    secretPrefix: `/${platform.name}/${environment.name}/${service.name}`,
    key: Key.fromKeyArn(stack, 'Key', shared('key-arn')),
    logGroupName: `${logPrefix}${service.name}`,
    logDays: platform.retention.logDays,
    alarmTopic: Topic.fromTopicArn(stack, 'AlarmTopic', shared('alarm-topic-arn')),
    ...sidecarsOf(stack, { platform, service, environment }),
    taskPolicyArns: taskPoliciesIn(environment.account, service),
    connections: connectionsFor(stack, { platform, service, environment }),
    egress: deployment.egress.map(({ name, protocol, port, to, unencryptedReason }) => ({
      about: `${name}: ${protocol}, ${unencryptedReason === undefined ? 'encrypted' : NOT_ENCRYPTED}`,
      port,
      to,
      ...(unencryptedReason === undefined ? {} : { unencryptedReason }),
    })),
    ...oneOffTasksOf(stack, { platform, service, environment }),
    ...beforeDeployOf(stack, { platform, service, environment }),
  };
}

/** Where a repository of the platform is. */
function repositoryOf(
  stack: Stack,
  { account, region }: Workload['platform'],
  repository: string,
): Pick<WorkloadProps, 'repositoryUri' | 'repositoryArn'> {
  const about = { service: 'ecr', account, region, resource: 'repository', resourceName: repository };
  return {
    repositoryUri: `${account}.dkr.ecr.${region}.${Aws.URL_SUFFIX}/${repository}`,
    repositoryArn: Arn.format(about, stack),
  };
}

/** Sidecars run from the platform's own copies of their images. */
function sidecarsOf(
  stack: Stack,
  { platform, service, environment }: Pick<Workload, 'platform' | 'service' | 'environment'>,
): Pick<WorkloadProps, 'sidecars'> {
  if (service.sidecars.length === 0) return {};
  return {
    sidecars: service.sidecars.map(({ source: _, ...sidecar }) => ({
      ...sidecar,
      ...repositoryOf(stack, platform, sidecarRepositoryName(platform.name, service.name, sidecar.name)),
      parameter: sidecarParameter(sidecar.name),
      secretPrefix: `/${platform.name}/${environment.name}/${service.name}/${sidecar.name}`,
    })),
  };
}

/** The task before the deploy: the role that deploys the service's images starts it. */
function beforeDeployOf(
  stack: Stack,
  { platform, service, environment }: Pick<Workload, 'platform' | 'service' | 'environment'>,
): Pick<WorkloadProps, 'beforeDeploy'> {
  if (service.beforeDeploy === undefined) return {};
  const { name, command, timeoutMinutes } = service.beforeDeploy;
  const { unit } = service;
  const role = `role${rolePath(platform.name, environment.name)}${deployRoleName(unit, environment.name)}`;
  return {
    beforeDeploy: {
      ...{ name, command, timeoutMinutes },
      family: beforeDeployFamily(unit, environment.name),
      runnerRoleName: beforeDeployRoleName(unit, environment.name),
      callerArn: `arn:${stack.partition}:iam::${environment.account}:${role}`,
      clusterName: clusterName(platform, environment),
    },
  };
}

/** The one-off tasks of a service: who may deploy to the environment may start them. */
function oneOffTasksOf(
  stack: Stack,
  { platform, service, environment }: Pick<Workload, 'platform' | 'service' | 'environment'>,
): Pick<WorkloadProps, 'oneOffTasks'> {
  const tasks = Object.entries(service.tasks);
  if (tasks.length === 0) return {};
  return {
    oneOffTasks: {
      commands: Object.fromEntries(tasks.map(([name, { command }]) => [taskOutputName(name), command])),
      runnerRoleName: taskRunnerRoleName(service.unit, environment.name),
      callerArn: `arn:${stack.partition}:iam::${environment.account}:role/${accessRoleName(platform.name, environment.name, 'deploy')}`,
      clusterName: clusterName(platform, environment),
    },
  };
}
