import { isRegionVariable } from '@careplane/aws-facts';
import type { Path } from '@careplane/problems';
import type { ServiceRule } from '../rule';
import { oncePerPlace } from '../rule';

/**
 * The AWS SDKs send every request to the region of these variables, which ECS sets. With another region a service would look for its queues,
 * buckets and keys where they are not.
 */
export const regionIsThatOfTheTask: ServiceRule = (service, platform) => {
  const secrets = service.secrets.flatMap((name, index) =>
    isRegionVariable(name) ? [problem(['secrets', index], name, 'the region in which the task runs')] : [],
  );
  const variables = Object.entries(platform.environments).flatMap(([environment, settings]) => {
    const region = settings.region ?? platform.region;
    const own = service.environments[environment]?.environment ?? {};
    return Object.entries({ ...service.environment, ...own }).flatMap(([name, value]) => {
      const path = Object.hasOwn(own, name)
        ? ['environments', environment, 'environment', name]
        : ['environment', name];
      return isRegionVariable(name) && value !== region
        ? [{ ...problem(path, value, `${region} in ${environment}`) }]
        : [];
    });
  });
  return [...secrets, ...oncePerPlace(variables)];
};

function problem(path: Path, given: unknown, region: string) {
  return {
    path,
    given: typeof given === 'string' ? given : JSON.stringify(given),
    message: `is a variable that ECS sets to the region of the task, and the AWS SDKs send every request there: ${region}`,
    allowed: 'the region of the task, or no such variable',
    fix: 'remove it; a client for another region takes the region from a variable of your own',
  };
}
