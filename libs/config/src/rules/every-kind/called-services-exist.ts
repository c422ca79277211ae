import { nearest } from '@careplane/problems';
import type { ParsedAnyService } from '../../model';
import type { EveryKindRule } from '../rule';

/** What a service that cannot be called is, and how work gets to it. */
const UNCALLABLE: Readonly<Partial<Record<ParsedAnyService['kind'], readonly [what: string, fix: string]>>> = {
  worker: ['a worker, which no request reaches', 'a queue or a topic brings work to a worker'],
  scheduled: ['a scheduled job, which no request reaches', 'its schedule starts it'],
  static: ['a static site, whose files CloudFront serves to everyone', 'its address is public'],
};

/**
 * What others may call is a web service of the platform. That no service calls it is no problem: to remove a call without failing requests,
 * the callers stop first and the offer ends with a later commit.
 */
export const calledServicesExist: EveryKindRule = (services, platform) => {
  const webs = services.flatMap(({ value }) => (value.kind === 'web' ? [value.name] : []));
  return Object.keys(platform.calledServices).flatMap((name) => {
    const place = {
      service: 'platform' as const,
      path: ['calledServices', name],
      given: name,
      restsOnServices: [['name'], ['kind']],
      allowed:
        webs.length === 0
          ? 'a web service of the platform, which has none'
          : `a web service of the platform: ${webs.join(', ')}`,
    };
    const found = services.find((each) => each.value.name === name)?.value;
    if (found === undefined) {
      const guess = nearest(name, webs);
      const fix = guess === undefined ? `remove it, or add a folder with its service.yaml` : `did you mean "${guess}"?`;
      return [{ ...place, message: 'is a service that the platform does not have', fix }];
    }
    const [what, fix] = UNCALLABLE[found.kind] ?? [];
    return what === undefined ? [] : [{ ...place, message: `is ${what}`, fix: `remove it; ${fix}` }];
  });
};
