import type { ServiceRule } from '../rule';
import { routePlaces } from '../service-places';

export const priorityIsForOnePath: ServiceRule = (service) =>
  routePlaces(service).flatMap(({ path, route }) =>
    route.priority !== undefined && route.paths.length > 1
      ? [
          {
            path: [...path, 'priority'],
            message: 'belongs to a route with several paths, but each path becomes a rule with its own priority',
            allowed: 'a priority only for a route with one path',
            fix: 'write one route for each path',
          },
        ]
      : [],
  );
