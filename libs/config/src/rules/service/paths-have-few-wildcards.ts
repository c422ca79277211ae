import type { ServiceRule } from '../rule';
import { routePlaces } from '../service-places';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html (some versions of the page say 6) */
const MAX_WILDCARDS = 5;

export const pathsHaveFewWildcards: ServiceRule = (service) =>
  routePlaces(service).flatMap(({ path, route }) =>
    route.paths.flatMap((pattern, index) => {
      const wildcards = pattern.match(/[*?]/g)?.length ?? 0;
      return wildcards <= MAX_WILDCARDS
        ? []
        : [
            {
              path: [...path, 'paths', index],
              message: `has ${wildcards} wildcards`,
              given: pattern,
              allowed: `at most ${MAX_WILDCARDS} of * and ? in a rule of the load balancer`,
              fix: 'write a shorter pattern; one * also stands for several parts of a path',
            },
          ];
    }),
  );
