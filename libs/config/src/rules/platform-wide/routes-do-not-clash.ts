import { placedRoutes } from '../placed-routes';
import type { PlacedRoute } from '../placed-routes';
import type { PlatformWideRule } from '../rule';

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
          message: `takes requests for ${route.hostname}${route.path} in ${environment}, which already go to service ${same.name}`,
          given: `${route.hostname}${route.path}`,
          allowed: 'a host and path that no other route has',
          fix: 'give one of the two another host or a narrower path',
        },
      ];
    });
  });
