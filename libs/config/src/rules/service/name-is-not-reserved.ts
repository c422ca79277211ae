import { CALLS_STACK } from '../../calls';
import type { ParsedPlatform } from '../../model';
import type { AnyServiceRule } from '../rule';

/** Last words of the platform's own stack names; a service of that name would collide with them. */
const RESERVED_NAMES = ['backup', 'baseline', 'cluster', 'data', 'main', 'network', 'platform', 'repository'];

export const nameIsNotReserved: AnyServiceRule = (service, platform) => {
  const reserved = reservedNames(platform);
  return reserved.includes(service.name)
    ? [
        {
          path: ['name'],
          ...(RESERVED_NAMES.includes(service.name) ? {} : { restsOnPlatform: [['calledServices']] }),
          message: 'is reserved for a stack of the platform',
          allowed: `a name other than ${reserved.join(', ')}`,
          fix: `choose another name, such as ${service.name}-service`,
        },
      ]
    : [];
};

/** A platform without called services has no stack for calls, and may have had a service of this name before there were any. */
function reservedNames({ calledServices }: Pick<ParsedPlatform, 'calledServices'>): readonly string[] {
  return Object.keys(calledServices).length === 0 ? RESERVED_NAMES : [...RESERVED_NAMES, CALLS_STACK].sort();
}
