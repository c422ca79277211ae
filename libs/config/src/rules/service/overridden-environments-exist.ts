import { nearest } from '@careplane/problems';
import { existenceOf } from '../rule';
import type { AnyServiceRule } from '../rule';

export const overriddenEnvironmentsExist: AnyServiceRule = (service, platform) => {
  const known = Object.keys(platform.environments);
  return Object.keys(service.environments)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const guess = nearest(name, known);
      return {
        path: ['environments', name],
        // Independent of the content of the override, because its existence is the problem.
        restsOn: [['environments', name, '(itself)']],
        restsOnPlatform: [existenceOf(name)],
        message: 'overrides an environment that the platform does not have',
        given: name,
        allowed: `one of ${known.join(', ')}`,
        fix: guess ? `did you mean "${guess}"?` : 'remove it, or add the environment to platform.yaml',
      };
    });
};
