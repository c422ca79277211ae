import type { AnyServiceRule } from '../rule';

/** Last words of the platform's own stack names; a service of that name would collide with them. */
const RESERVED_NAMES = ['backup', 'baseline', 'cluster', 'data', 'main', 'network', 'platform', 'repository'];

export const nameIsNotReserved: AnyServiceRule = (service) =>
  RESERVED_NAMES.includes(service.name)
    ? [
        {
          path: ['name'],
          message: 'is reserved for a stack of the platform',
          allowed: `a name other than ${RESERVED_NAMES.join(', ')}`,
          fix: `choose another name, such as ${service.name}-service`,
        },
      ]
    : [];
