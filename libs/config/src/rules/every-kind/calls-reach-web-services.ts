import { nearest } from '@careplane/problems';
import type { ParsedAnyService } from '../../model';
import type { EveryKindRule } from '../rule';

/** What a service that cannot be called is, and how work gets to it. */
const UNCALLABLE: Readonly<Partial<Record<ParsedAnyService['kind'], readonly [what: string, fix: string]>>> = {
  worker: ['a worker, which no request reaches', 'a queue or a topic of platform.yaml brings work to a worker'],
  scheduled: ['a scheduled job, which no request reaches', 'its schedule starts it'],
  static: ['a static site, whose files CloudFront serves to everyone', 'its address is public'],
};

/** A service calls web services of its platform, and not itself. */
export const callsReachWebServices: EveryKindRule = (services) => {
  const webs = services.flatMap(({ value }) => (value.kind === 'web' ? [value.name] : []));
  return services.flatMap(({ value: caller }, service) => {
    if (caller.kind === 'static') return [];
    const others = webs.filter((name) => name !== caller.name);
    const allowed =
      others.length === 0
        ? 'another web service of the platform, which has none'
        : `another web service of the platform: ${others.join(', ')}`;
    return caller.calls.flatMap((name, index) => {
      if (others.includes(name)) return [];
      const place = { service, path: ['calls', index], given: name, allowed };
      if (name === caller.name)
        return [
          {
            ...place,
            restsOn: [['calls'], ['name']],
            message: 'is the service itself, whose tasks would call each other',
            fix: 'remove it; inside of a task the service answers at localhost',
          },
        ];
      const called = services.find(({ value }) => value.name === name)?.value;
      const known = called === undefined ? undefined : UNCALLABLE[called.kind];
      if (known !== undefined) {
        const [what, fix] = known;
        return [{ ...place, message: `is ${what}`, fix: `remove it; ${fix}` }];
      }
      const guess = nearest(name, others);
      return [
        {
          ...place,
          restsOnServices: [['name'], ['kind']],
          message: 'is a service that the platform does not have',
          fix:
            guess === undefined
              ? `remove it, or add a folder with the service.yaml of ${name}`
              : `did you mean "${guess}"?`,
        },
      ];
    });
  });
};
