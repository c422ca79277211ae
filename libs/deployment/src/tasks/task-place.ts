import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { partitionOf } from '@careplane/aws-facts';
import { accessRoleName, platformPath, rolePath, taskRunnerRoleName } from '@careplane/config';
import type { ContainerService, Environment, PlatformModel } from '@careplane/config';
import type { Clients, Place } from '../aws/clients';
import { PATIENT } from '../aws/parameter-store';

/** A service in an environment, as its one-off tasks are found and started. */
export interface TaskPlace {
  readonly service: Pick<ContainerService, 'name' | 'unit' | 'tasks'>;
  readonly environment: Pick<Environment, 'name' | 'account' | 'region'>;
  /** The stack of the service, and the roles with which it is looked at. */
  readonly stack: Place;
  /** The role that starts the tasks. */
  readonly runnerRoleArn: string;
  readonly logGroupName: string;
}

/** Clients of ECS and of the log, with the permissions to start tasks of one service. */
export interface TaskClients {
  readonly ecs: ECSClient;
  readonly logs: CloudWatchLogsClient;
}

export function taskPlaceOf(
  { name: platform }: Pick<PlatformModel, 'name'>,
  service: TaskPlace['service'],
  environment: TaskPlace['environment'],
): TaskPlace {
  const { name: scope, account, region } = environment;
  const roleArn = (path: string, name: string) => `arn:${partitionOf(region)}:iam::${account}:role${path}${name}`;
  return {
    service,
    environment,
    stack: {
      account,
      region,
      name: `${service.unit}-${scope}`,
      deployRoleArn: roleArn('/', accessRoleName(platform, scope, 'deploy')),
      lookupRoleArn: roleArn('/', accessRoleName(platform, scope, 'look')),
    },
    runnerRoleArn: roleArn(rolePath(platform, scope), taskRunnerRoleName(service.unit, scope)),
    logGroupName: platformPath(platform, 'environments', scope, service.name),
  };
}

/** Takes the deploy role of the environment, and with it the role that starts the tasks. */
export async function taskClients(clients: Clients, { stack, runnerRoleArn }: TaskPlace): Promise<TaskClients> {
  const access = {
    region: stack.region,
    credentials: await clients.credentialsOf(stack, runnerRoleArn),
  };
  return { ecs: new ECSClient({ ...access, ...PATIENT }), logs: new CloudWatchLogsClient({ ...access, ...PATIENT }) };
}
