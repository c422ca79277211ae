import { literalLength } from '../../route-priority';
import { freeBelow, placedRoutes } from '../placed-routes';
import type { PlatformWideRule } from '../rule';

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
          message: `never gets requests for ${narrow.hostname}${narrow.path} in ${environment}: the wider ${wide.path} of service ${wide.name} has priority ${wide.priority} and is evaluated first`,
          given: narrow.priority,
          allowed: `a priority below ${wide.priority}`,
          fix: `write "priority: ${free}" at this route`,
        },
      ];
    });
  });

/** Whether a pattern that ends in its only wildcard takes every request of another pattern. */
function covers(wide: string, narrow: string): boolean {
  return wide.endsWith('*') && !/[*?]/.test(wide.slice(0, -1)) && narrow.startsWith(wide.slice(0, -1));
}
