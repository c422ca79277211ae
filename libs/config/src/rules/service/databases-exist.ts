import { nearest } from '@careplane/problems';
import type { ServiceRule } from '../rule';

/** What people write who mean the platform’s first database. */
const FIRST = ['database', 'default', 'main', 'primary'];

export const databasesExist: ServiceRule = (service, platform) => {
  const known = Object.keys(platform.databases);
  return service.databases.flatMap((key, index) => {
    if (known.includes(key)) return [];
    const guess = nearest(key, known);
    const fix = guess === undefined ? `add ${key} to databases in platform.yaml` : `did you mean "${guess}"?`;
    const first = guess === undefined && FIRST.includes(key);
    return [
      {
        path: ['databases', index],
        given: key,
        restsOnPlatform: [['databases']],
        message: 'is a database that the platform does not have under databases',
        allowed:
          known.length === 0 ? 'a name under databases of platform.yaml, which has none' : `one of ${known.join(', ')}`,
        fix: first ? 'write database: true for the first database, which has no name' : fix,
      },
    ];
  });
};
