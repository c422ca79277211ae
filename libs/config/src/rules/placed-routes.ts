import type { Path } from '@careplane/problems';
import type { ParsedPlatform, Route } from '../model';
import { routesOf } from '../normalize';
import { MAX_PRIORITY } from '../route-priority';
import type { Sibling } from './rule';

export interface PlacedRoute extends Route {
  readonly service: number;
  readonly name: string;
  readonly place: Path;
}

export function placedRoutes(
  services: readonly Sibling[],
  platform: ParsedPlatform,
  environment: string,
): PlacedRoute[] {
  const domain = platform.environments[environment]?.domain ?? '';
  return services.flatMap(({ value: service }, index) => {
    if (service.kind !== 'web') return [];
    const overridden = service.environments[environment]?.routes !== undefined;
    const written = overridden ? service.environments[environment]?.routes : service.routes;
    const base: Path = overridden ? ['environments', environment, 'routes'] : ['routes'];
    // routesOf gives one route for each path, in order: walk the written ones beside it to know the place of each.
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

export function freeNear(priority: number, taken: ReadonlySet<number>): number {
  for (let candidate = priority + 1; candidate <= MAX_PRIORITY; candidate += 1)
    if (!taken.has(candidate)) return candidate;
  return freeBelow(priority, taken);
}

export function freeBelow(priority: number, taken: ReadonlySet<number>): number {
  for (let candidate = priority - 1; candidate >= 1; candidate -= 1) if (!taken.has(candidate)) return candidate;
  return 1;
}
