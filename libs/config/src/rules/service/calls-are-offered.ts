import { nearest } from '@careplane/problems';
import type { ServiceRule } from '../rule';

/** A service calls what platform.yaml names under calledServices, and not itself. */
export const callsAreOffered: ServiceRule = (service, platform) => {
  const known = Object.keys(platform.calledServices).filter((name) => name !== service.name);
  return service.calls.flatMap((name, index) => {
    if (known.includes(name)) return [];
    const place = {
      path: ['calls', index],
      given: name,
      restsOnPlatform: [['calledServices']],
      allowed:
        known.length === 0
          ? 'a service under calledServices of platform.yaml, which has no other one'
          : `one of ${known.join(', ')}`,
    };
    if (name === service.name)
      return [
        {
          ...place,
          message: 'is the service itself, whose tasks would call each other',
          fix: 'remove it; inside of a task the service answers at localhost',
        },
      ];
    const guess = nearest(name, known);
    return [
      {
        ...place,
        message: 'is a service that platform.yaml does not offer to others',
        fix: guess === undefined ? `add "${name}: {}" to calledServices in platform.yaml` : `did you mean "${guess}"?`,
      },
    ];
  });
};
