import type { Stack } from 'aws-cdk-lib';
import type { ContainerService, Environment, PlatformModel } from '@careplane/config';
import { scheduledJob } from './scheduled-job';
import { webService } from './web-service';
import { worker } from './worker';
import type { BuildWorkload, BuiltWorkload } from './workload';

/** A service in an environment. */
export interface PlacedService {
  readonly platform: PlatformModel;
  readonly service: ContainerService;
  readonly environment: Environment;
  readonly taskRuleName: string;
}

/** Puts what the stack of a service holds into it, by its kind. One more kind is a file in this folder and a case here. */
export function buildWorkload(stack: Stack, placed: PlacedService): BuiltWorkload {
  const { service } = placed;
  switch (service.kind) {
    case 'web':
      return build(stack, placed, service, webService);
    case 'worker':
      return build(stack, placed, service, worker);
    case 'scheduled':
      return build(stack, placed, service, scheduledJob);
  }
}

function build<S extends ContainerService>(
  stack: Stack,
  placed: PlacedService,
  service: S,
  workload: BuildWorkload<S>,
): BuiltWorkload {
  const { environment } = placed;
  const deployments: readonly S['deployments'][number][] = service.deployments;
  const deployment = deployments.find((known) => known.environment === environment.name);
  if (deployment === undefined)
    throw new Error(`service ${service.name} has nothing for environment ${environment.name}`);
  return workload(stack, { ...placed, service, deployment });
}
