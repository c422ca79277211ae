import type { Stack } from 'aws-cdk-lib';
import type { ContainerService } from '@careplane/config';
import type { Connected } from '../connections/connect';

/** A service of one kind in an environment, and what runs there. */
export interface Workload<S extends ContainerService = ContainerService> extends Connected {
  readonly service: S;
  readonly deployment: S['deployments'][number];
  /** Name of the rule about tasks that stop: the role that rolls out images is limited to it. */
  readonly taskRuleName: string;
}

/** What the role that rolls out images has to know of a workload. */
export interface BuiltWorkload {
  /** ARNs of the roles that the running part passes on. */
  readonly roleArns: readonly string[];
  /** The schedule that starts the tasks. @default - an ECS service runs them */
  readonly schedule?: { readonly group: string; readonly name: string };
}

/** Puts a workload into the service's stack. */
export type BuildWorkload<S extends ContainerService> = (stack: Stack, workload: Workload<S>) => BuiltWorkload;
