import { existenceOf } from '../rule';
import type { PlacedProblem, EveryKindRule } from '../rule';

/** The pipeline of a service in an environment that has a name. */
interface Owner {
  readonly service: string;
  readonly environment: string;
  /** Position of the service. */
  readonly index: number;
}

/**
 * Each service and environment has the pipeline `<service>-<environment>` and the nightly scan `<service>-<environment>-nightly`.
 * Two pipelines of an account and region cannot have the same name.
 */
export const pipelineNamesAreDistinct: EveryKindRule = (services, platform) => {
  const owners = new Map<string, Owner>();
  const clashes = new Map<string, PlacedProblem>();
  services.forEach(({ value: { name: service } }, index) => {
    for (const environment of Object.keys(platform.environments))
      for (const pipeline of [`${service}-${environment}`, `${service}-${environment}-nightly`]) {
        const owner = owners.get(pipeline);
        if (owner === undefined) owners.set(pipeline, { service, environment, index });
        else if (owner.index === index) clashes.set(environment, environmentClash(owner.environment, environment));
        // Two services of one name are refused for their name.
        else if (owner.service !== service)
          clashes.set(service, serviceClash(index, `${platform.name}-${pipeline}`, owner));
      }
  });
  return [...clashes.values()];
};

function environmentClash(one: string, other: string): PlacedProblem {
  const nightly = one.endsWith('-nightly') ? one : other;
  return {
    service: 'platform',
    path: ['environments', nightly],
    restsOn: [existenceOf(one), existenceOf(other)],
    message: `gives its pipelines the names of the nightly scans of environment ${nightly.replace(/-nightly$/, '')}`,
    given: nightly,
    allowed: 'a name other than that of another environment with -nightly',
    fix: 'choose another name',
  };
}

function serviceClash(service: number, pipeline: string, owner: Owner): PlacedProblem {
  return {
    service,
    path: ['name'],
    restsOnPlatform: [['name']],
    message: `gives a pipeline the name ${pipeline}, which service ${owner.service} already uses in environment ${owner.environment}`,
    allowed: 'a name that gives different pipeline names',
    fix: 'rename one of the two services',
  };
}
