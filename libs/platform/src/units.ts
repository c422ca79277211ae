import type { App, Stack } from 'aws-cdk-lib';
import { SHARED_SCOPE } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import { baselineStack } from './stacks/baseline-stack';
import { baselinePlaces } from './baseline-places';
import { callsStack } from './stacks/calls-stack';
import { clusterStack } from './stacks/cluster-stack';
import { backupCopyStack, dataStack } from './stacks/data-stack';
import { identityStack } from './stacks/identity-stack';
import { networkStack } from './stacks/network-stack';
import { pipelinesStack } from './stacks/pipelines-stack';
import { repositoryStack } from './stacks/repository-stack';
import { servicePipelinesStack } from './stacks/service-pipelines-stack';
import { serviceStack } from './stacks/service-stack';
import { siteStack } from './stacks/site-stack';
import { selectedBaseline } from './unit-selection';
import type { UnitSelection } from './unit-selection';

/** Something that is synthesized, checked, deployed and removed by itself: a baseline, a platform's shared stacks, or a service. */
export interface Unit {
  readonly name: string;
  readonly kind: 'baseline' | 'platform' | 'service';
  /** Put the unit's stacks into an app. */
  readonly build: (app: App) => void;
}

/** The units of a platform: the baseline of its accounts, its own, then one for each service. */
export function unitsOf(platform: PlatformModel, selection: UnitSelection = {}): Unit[] {
  const wanted = (environment: string) => selection.environment === undefined || selection.environment === environment;
  const sharedOnly = selection.environment === SHARED_SCOPE;
  const own: Unit = {
    name: platform.unit,
    kind: 'platform',
    build: (app) => buildPlatform(app, platform, wanted, sharedOnly),
  };
  const services = platform.services
    .filter((service) => selection.service === undefined || service.name === selection.service)
    .map((service): Unit => ({
      name: service.unit,
      kind: 'service',
      build: (app) => buildService(app, platform, service.name, wanted),
    }));
  const selected = selectedBaseline(platform, selection);
  const baseline: Unit[] =
    selected === undefined ? [] : [{ name: selected, kind: 'baseline', build: (app) => buildBaseline(app, platform) }];
  return [
    ...baseline,
    ...[...(selection.service === undefined ? [own] : []), ...services].filter(
      (unit) => selection.units === undefined || selection.units.includes(unit.name),
    ),
  ];
}

/** One stack for each account and region that the platform uses. */
function buildBaseline(app: App, platform: PlatformModel): void {
  for (const place of baselinePlaces(platform)) baselineStack(app, platform, place);
}

function buildPlatform(
  app: App,
  platform: PlatformModel,
  wanted: (environment: string) => boolean,
  sharedOnly: boolean,
): void {
  const pipelines = pipelinesStack(app, platform);
  identityStack(app, platform)?.addStackDependency(pipelines, 'reads its parameters');
  const networks = new Map(
    platform.locations
      .filter((location) => sharedOnly || location.environments.some(wanted))
      .map((location) => [location.id, networkStack(app, platform, location)]),
  );
  for (const environment of platform.environments.filter(({ name }) => wanted(name))) {
    const network = networks.get(environment.location);
    const cluster = clusterStack(app, platform, environment);
    const calls = callsStack(app, platform, environment);
    const copy = backupCopyStack(app, platform, environment);
    const data = dataStack(app, platform, environment);
    if (network) cluster.addStackDependency(network, 'reads its parameters');
    data.addStackDependency(cluster, 'reads its parameters');
    calls?.addStackDependency(cluster, 'reads its parameters');
    if (copy) data.addStackDependency(copy, 'copies backups into its vault');
  }
}

function buildService(app: App, platform: PlatformModel, name: string, wanted: (environment: string) => boolean): void {
  const service = platform.services.find((known) => known.name === name);
  if (service === undefined) throw new Error(`no service "${name}" in platform ${platform.name}`);
  const environments = platform.environments.filter((known) => wanted(known.name));
  const repository = repositoryStack(app, platform, service);
  for (const environment of environments) {
    const stack =
      service.kind === 'static'
        ? siteStack(app, platform, service, environment)
        : serviceStack(app, platform, service, environment);
    stack.addStackDependency(repository, 'pulls its images');
  }
  // Last: a pipeline runs as soon as it is there, and then finds what it deploys to.
  const pipelines = servicePipelinesStack(app, platform, service);
  for (const stack of app.node.children) {
    if (pipelines !== undefined && stack !== pipelines) pipelines.addStackDependency(stack as Stack, 'deploys to it');
  }
}
