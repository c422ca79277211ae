import type { Path } from '@careplane/problems';
import type { ServiceRule } from '../rule';

/** A web service that has no route in an environment, and that others cannot call: no request would ever reach it. */
export const internalServicesAreCalled: ServiceRule = (service, platform) => {
  if (service.kind !== 'web' || Object.hasOwn(platform.calledServices, service.name)) return [];
  const places: [Path, unknown][] = [
    [['routes'], service.routes],
    ...Object.entries(service.environments).map(([name, { routes }]): [Path, unknown] => [
      ['environments', name, 'routes'],
      routes,
    ]),
  ];
  return places
    .filter(([, routes]) => Array.isArray(routes) && routes.length === 0)
    .map(([path]) => ({
      path,
      given: [],
      restsOn: [path, ['name']],
      restsOnPlatform: [['calledServices']],
      message:
        'leaves a web service without a request: it has no route, and is not among the calledServices of platform.yaml',
      allowed: 'at least one route, or a service under calledServices',
      fix: `add "${service.name}: {}" to calledServices in platform.yaml, add a route, or write "kind: worker"`,
    }));
};
