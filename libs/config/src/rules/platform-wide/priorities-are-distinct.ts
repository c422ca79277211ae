import type { Route } from '../../model';
import { freeNear, placedRoutes } from '../placed-routes';
import type { PlacedRoute } from '../placed-routes';
import type { PlatformWideRule } from '../rule';

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
          message: `gets priority ${route.priority} in ${environment}, which ${same.hostname}${same.path} of service ${same.name} already has`,
          given: route.priority,
          allowed: 'a priority that no other route of the load balancer has',
          fix: `write "priority: ${freeNear(route.priority, taken)}" at this route, which is free`,
        },
      ];
    });
  });

function sameRequests(a: Route, b: Route): boolean {
  return a.hostname === b.hostname && a.path === b.path;
}
