import type { Stack } from 'aws-cdk-lib';
import type { Connection } from '@careplane/compute';
import type { ContainerService, Environment, PlatformModel } from '@careplane/config';

/** A service in an environment. */
export interface Connected {
  readonly platform: PlatformModel;
  readonly service: ContainerService;
  readonly environment: Environment;
}

/** Makes what a service gets for one kind of connection, in the service's stack. */
export type Connect = (stack: Stack, connected: Connected) => Connection;
