import type { ServiceRule } from '../rule';
import { routePlaces } from '../service-places';

export const priorityIsForOnePath: ServiceRule = (service) =>
  routePlaces(service).flatMap(({ path, route }) =>
    route.priority !== undefined && route.paths.length > 1
      ? [
          {
            path: [...path, 'priority'],
            message: 'stands at a route with several paths; each becomes a rule with a priority of its own',
            allowed: 'a priority only where there is one path',
            fix: 'write one route for each path',
          },
        ]
      : [],
  );
