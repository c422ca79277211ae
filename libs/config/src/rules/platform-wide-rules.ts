import { routesOf } from '../normalize';
import { literalLength, MAX_PRIORITY } from '../route-priority';
import type { Path } from '../problem';
import type { ParsedPlatform, Route } from '../model';
import type { PlatformWideRule, Sibling } from './rule';

export const serviceNamesAreDistinct: PlatformWideRule = (services) => {
  const firstWith = new Map<string, Sibling>();
  return services.flatMap((service, index) => {
    const first = firstWith.get(service.value.name);
    if (first === undefined) {
      firstWith.set(service.value.name, service);
      return [];
    }
    return [
      {
        service: index,
        path: ['name'],
        message: `is the name of the service in ${first.file} too`,
        allowed: 'a name of its own',
        fix: 'rename one of the two',
      },
    ];
  });
};

export const stackNamesAreDistinct: PlatformWideRule = (services, platform) => {
  const environments = Object.keys(platform.environments);
  const owner = new Map<string, string>();
  return services.flatMap((service, index) => {
    const stacks = [...environments, 'repository'].map((suffix) => `${service.value.name}-${suffix}`);
    const taken = stacks.find((stack) => owner.has(stack) && owner.get(stack) !== service.value.name);
    for (const stack of stacks) if (!owner.has(stack)) owner.set(stack, service.value.name);
    if (taken === undefined) return [];
    return [
      {
        service: index,
        path: ['name'],
        restsOnPlatform: [['name']],
        message: `gives the stack name ${platform.name}-${taken}, which service ${owner.get(taken)} has already`,
        allowed: 'a name whose stacks are called differently',
        fix: 'rename one of the two services',
      },
    ];
  });
};

interface PlacedRoute extends Route {
  readonly service: number;
  readonly name: string;
  readonly place: Path;
}

export const routesDoNotClash: PlatformWideRule = (services, platform) =>
  Object.keys(platform.environments).flatMap((environment) => {
    const earlier: PlacedRoute[] = [];
    return placedRoutes(services, platform, environment).flatMap((route) => {
      const same = earlier.find((other) => other.hostname === route.hostname && other.path === route.path);
      earlier.push(route);
      if (same === undefined) return [];
      return [
        {
          service: route.service,
          path: route.place,
          restsOnPlatform: [['environments', environment, 'domain']],
          message: `takes requests for ${route.hostname}${route.path} in ${environment}, which service ${same.name} takes already`,
          given: `${route.hostname}${route.path}`,
          allowed: 'a host and path that no other route has',
          fix: 'give one of the two another host or a narrower path',
        },
      ];
    });
  });

export const prioritiesAreDistinct: PlatformWideRule = (services, platform) =>
  Object.keys(platform.environments).flatMap((environment) => {
    const routes = placedRoutes(services, platform, environment);
    const taken = new Set(routes.map((route) => route.priority));
    const earlier: PlacedRoute[] = [];
    return routes.flatMap((route) => {
      const same = earlier.find((other) => other.priority === route.priority && !sameRequests(other, route));
      earlier.push(route);
      if (same === undefined) return [];
      return [
        {
          service: route.service,
          path: route.place,
          restsOnPlatform: [['environments', environment, 'domain']],
          message: `gets priority ${route.priority} in ${environment}, which ${same.hostname}${same.path} of service ${same.name} has already`,
          given: route.priority,
          allowed: 'a priority that no other route of the balancer has',
          fix: `write "priority: ${freeNear(route.priority, taken)}" at this route, which is free`,
        },
      ];
    });
  });

export const narrowerRoutesComeFirst: PlatformWideRule = (services, platform) =>
  Object.keys(platform.environments).flatMap((environment) => {
    const routes = placedRoutes(services, platform, environment);
    return routes.flatMap((narrow) => {
      const wide = routes.find(
        (other) =>
          other.hostname === narrow.hostname &&
          other.priority < narrow.priority &&
          literalLength(other.path) < literalLength(narrow.path) &&
          covers(other.path, narrow.path),
      );
      if (wide === undefined) return [];
      const free = freeBelow(wide.priority, new Set(routes.map((route) => route.priority)));
      return [
        {
          service: narrow.service,
          path: narrow.place,
          restsOnPlatform: [['environments', environment, 'domain']],
          message: `never gets requests for ${narrow.hostname}${narrow.path} in ${environment}: the wider ${wide.path} of service ${wide.name} has priority ${wide.priority} and is asked first`,
          given: narrow.priority,
          allowed: `a priority below ${wide.priority}`,
          fix: `write "priority: ${free}" at this route`,
        },
      ];
    });
  });

export const platformWideRules: readonly PlatformWideRule[] = [
  serviceNamesAreDistinct,
  stackNamesAreDistinct,
  routesDoNotClash,
  prioritiesAreDistinct,
  narrowerRoutesComeFirst,
];

function placedRoutes(services: readonly Sibling[], platform: ParsedPlatform, environment: string): PlacedRoute[] {
  const domain = platform.environments[environment]?.domain ?? '';
  return services.flatMap(({ value: service }, index) => {
    const overridden = service.environments[environment]?.routes !== undefined;
    const written = overridden ? service.environments[environment]?.routes : service.routes;
    const base: Path = overridden ? ['environments', environment, 'routes'] : ['routes'];
    // routesOf gives one route for each path, in order: walk the written ones beside it to know where each stands.
    const places = (written ?? [undefined]).flatMap((route, position) =>
      (route?.paths ?? ['/*']).map(() => ({ place: route === undefined ? ['name'] : [...base, position] })),
    );
    return routesOf(service, environment, domain).map((route, position) => ({
      ...route,
      service: index,
      name: service.name,
      place: places[position]?.place ?? ['name'],
    }));
  });
}

function sameRequests(a: Route, b: Route): boolean {
  return a.hostname === b.hostname && a.path === b.path;
}

/** Whether a pattern that ends in its only wildcard takes every request of another pattern. */
function covers(wide: string, narrow: string): boolean {
  return wide.endsWith('*') && !/[*?]/.test(wide.slice(0, -1)) && narrow.startsWith(wide.slice(0, -1));
}

function freeNear(priority: number, taken: ReadonlySet<number>): number {
  for (let candidate = priority + 1; candidate <= MAX_PRIORITY; candidate += 1)
    if (!taken.has(candidate)) return candidate;
  return freeBelow(priority, taken);
}

function freeBelow(priority: number, taken: ReadonlySet<number>): number {
  for (let candidate = priority - 1; candidate >= 1; candidate -= 1) if (!taken.has(candidate)) return candidate;
  return 1;
}
