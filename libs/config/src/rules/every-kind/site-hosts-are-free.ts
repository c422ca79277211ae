import type { Path } from '@careplane/problems';
import type { ParsedAnyService } from '../../model';
import { hostnameOf } from '../../site-settings';
import { placedRoutes } from '../placed-routes';
import type { EveryKindRule, PlacedProblem, Sibling } from '../rule';

/** The name of a static site has one record in DNS, which is that of its distribution. */
export const siteHostsAreFree: EveryKindRule = (services, platform) =>
  Object.entries(platform.environments).flatMap(([environment, { domain }]) => {
    const owners = new Map<string, string>([
      ...Object.entries(platform.environments).map(([name, each]): [string, string] => [
        each.domain,
        `the domain of environment ${name}`,
      ]),
      ...routesOfContainers(services, environment, platform),
    ]);
    return services.flatMap(({ value }, service): PlacedProblem[] => {
      if (value.kind !== 'static') return [];
      const hostname = hostnameOf(value, environment, domain);
      const owner = owners.get(hostname);
      if (owner === undefined) owners.set(hostname, `the static site ${value.name}`);
      if (owner === undefined) return [];
      return [
        {
          service,
          path: placeOfHost(value, environment),
          restsOnPlatform: [['environments', environment, 'domain']],
          message: `gives the site the address ${hostname} in ${environment}, which is ${owner}`,
          given: value.environments[environment]?.host ?? value.host ?? value.name,
          allowed: 'a label that no other service has in this environment',
          fix: 'choose another host',
        },
      ];
    });
  });

function routesOfContainers(
  services: readonly Sibling<ParsedAnyService>[],
  environment: string,
  platform: Parameters<EveryKindRule>[1],
): [string, string][] {
  const containers = services.flatMap(({ file, value }) => (value.kind === 'static' ? [] : [{ file, value }]));
  return placedRoutes(containers, platform, environment).map(({ hostname, name }) => [
    hostname,
    `a route of service ${name}`,
  ]);
}

function placeOfHost(service: ParsedAnyService & { kind: 'static' }, environment: string): Path {
  if (service.environments[environment]?.host !== undefined) return ['environments', environment, 'host'];
  return service.host === undefined ? ['name'] : ['host'];
}
