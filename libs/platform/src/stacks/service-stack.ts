import type { Stack } from 'aws-cdk-lib';
import { DeployRole, deployRoleName, rolloutRoleName } from '@careplane/pipeline';
import {
  beforeDeployFamily,
  beforeDeployRoleName,
  bootstrapVersionParameter,
  platformPath,
  rolePath,
  shortened,
} from '@careplane/config';
import type { ContainerService, Environment, PlatformModel } from '@careplane/config';
import type { Construct } from 'constructs';
import { newStack } from './base';
import { buildersOf } from './builders';
import { environmentParameter, read } from '../parameters';
import { clusterName } from './cluster-stack';
import { useDeadLetterQueue } from './dead-letters';
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
