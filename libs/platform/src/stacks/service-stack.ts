import type { Stack } from 'aws-cdk-lib';
import { deployBuildRoleName, DeployRole, deployRoleName, rolloutRoleName } from '@careplane/pipeline';
import {
  beforeDeployFamily,
  beforeDeployRoleName,
  bootstrapVersionParameter,
  githubImageRoleName,
  platformPath,
  rolePath,
  SHARED_SCOPE,
  shortened,
} from '@careplane/config';
import type { ContainerService, Environment, PlatformModel } from '@careplane/config';
import type { Construct } from 'constructs';
import { newStack } from './base';
import { environmentParameter, read } from '../parameters';
import { clusterName } from './cluster-stack';
import { useDeadLetterQueue } from './dead-letters';
import { serviceSource } from './pipeline-source';
import { buildWorkload } from './workloads';

/** One service in one environment. */
export function serviceStack(
  app: Construct,
  platform: PlatformModel,
  service: ContainerService,
  environment: Environment,
): Stack {
  const stack = newStack(app, platform, {
    stackName: `${service.unit}-${environment.name}`,
    description: `${platform.name} ${environment.name}: service ${service.name}`,
    account: environment.account,
    region: environment.region,
    environment: environment.name,
    holdsData: false,
  });
  // A rule of EventBridge has a name of at most 64 characters.
  const taskRuleName = shortened(`${service.unit}-${environment.name}-task-stopped`, 64);
  const { roleArns, schedule } = buildWorkload(stack, { platform, service, environment, taskRuleName });
  useDeadLetterQueue(stack, () =>
    read(stack, environmentParameter(platform.name, environment.name, 'dead-letter-queue-arn')),
  );
  const builders = buildersOf(platform, service, environment);
  if (builders.length > 0) {
    new DeployRole(stack, 'DeployRole', {
      roleName: deployRoleName(service.unit, environment.name),
      buildAccount: platform.account,
      builders,
      rolloutRoleName: rolloutRoleName(service.unit, environment.name),
      rolePath: rolePath(platform.name, environment.name),
      clusterName: clusterName(platform, environment),
      family: `${service.unit}-${environment.name}`,
      taskRuleName,
      taskRoleArns: roleArns,
      ...(schedule === undefined ? {} : { schedule }),
      ...(service.beforeDeploy === undefined
        ? {}
        : {
            beforeDeploy: {
              family: beforeDeployFamily(service.unit, environment.name),
              runnerRoleName: beforeDeployRoleName(service.unit, environment.name),
            },
          }),
      parameters: [platformPath(platform.name, '*'), bootstrapVersionParameter(platform)],
    });
  }
  return stack;
}

/**
 * Who deploys the service's images to an environment: the build of its pipeline, and for a source in the platform's own
 * repository the job of the GitHub workflow, whose role only an administrator can make. A role that does not exist opens nothing.
 */
function buildersOf(
  platform: PlatformModel,
  service: ContainerService,
  { name }: Environment,
): { readonly path: string; readonly name: string }[] {
  const pipeline = {
    path: rolePath(platform.name, SHARED_SCOPE),
    name: deployBuildRoleName(service.unit, name),
  };
  const workflow = { path: '/', name: githubImageRoleName(platform.name, name, 'deploy') };
  return [
    ...(serviceSource(platform, service) === undefined ? [] : [pipeline]),
    ...(service.source.path === undefined ? [] : [workflow]),
  ];
}
