import { adviceOf, meantWords } from '../../meant-word';
import { existenceOf } from '../rule';
import type { AnyServiceRule } from '../rule';

export const overriddenEnvironmentsExist: AnyServiceRule = (service, platform) => {
  const known = Object.keys(platform.environments);
  return Object.keys(service.environments)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      path: ['environments', name],
      // Independent of the content of the override, because its existence is the problem.
      restsOn: [['environments', name, '(itself)']],
      restsOnPlatform: [existenceOf(name)],
      message: 'overrides an environment that the platform does not have',
      given: name,
      allowed: `one of ${known.join(', ')}`,
      fix: adviceOf(meantWords(name, known)) ?? 'remove it, or add the environment to platform.yaml',
    }));
};
