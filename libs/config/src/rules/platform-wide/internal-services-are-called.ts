import type { PlatformWideRule } from '../rule';
import type { Path } from '@careplane/problems';

/** A web service that has no route in an environment, and that no service calls: no request would ever reach it. */
export const internalServicesAreCalled: PlatformWideRule = (services) =>
  services.flatMap(({ value }, service) => {
    if (value.kind !== 'web' || services.some(({ value: other }) => other.calls.includes(value.name))) return [];
    const places: [Path, unknown][] = [
      [['routes'], value.routes],
      ...Object.entries(value.environments).map(([name, { routes }]): [Path, unknown] => [
        ['environments', name, 'routes'],
        routes,
      ]),
    ];
    return places
      .filter(([, routes]) => Array.isArray(routes) && routes.length === 0)
      .map(([path]) => ({
        service,
        path,
        given: [],
        restsOn: [['routes'], ['environments']],
        restsOnServices: [['calls'], ['name']],
        message: 'leaves a web service without a request: it has no route, and no service calls it',
        allowed: 'at least one route, or a service that has this one under calls',
        fix: `write "calls: [${value.name}]" in the service.yaml of a caller, add a route, or write "kind: worker"`,
      }));
  });
