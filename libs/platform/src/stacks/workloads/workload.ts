import type { Stack } from 'aws-cdk-lib';
import type { Deployment } from '@careplane/config';
import type { Connected } from '../connections/connect';

/** A service in an environment, and what runs there. */
export interface Workload extends Connected {
  readonly deployment: Deployment;
  /** Name of the rule about tasks that stop: the role that rolls out images is limited to it. */
  readonly taskRuleName: string;
}

/** Puts a workload into the service's stack. @returns the ARNs of its tasks' roles */
export type BuildWorkload = (stack: Stack, workload: Workload) => { readonly roleArns: readonly string[] };
