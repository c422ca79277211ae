import { DATABASE_ENGINES } from '@careplane/aws-facts';
import { databasePlaces } from '../database-places';
import type { ServiceRule } from '../rule';

/** A service signs in as the user of its own name, which someone has to create. */
export const databaseUserIsNotReserved: ServiceRule = (service, platform) =>
  databasePlaces(platform).flatMap(({ key, path, database: { engine } }) => {
    const { title, reservedUsers } = DATABASE_ENGINES[engine];
    const uses = key === undefined ? service.database : service.databases.includes(key);
    if (!uses || !reservedUsers.includes(service.name)) return [];
    return [
      {
        path: ['name'],
        restsOn: [['name'], ['database'], ['databases']],
        restsOnPlatform: [[...path, 'engine']],
        given: service.name,
        message: `is also the name with which the service signs in to the database${key === undefined ? '' : ` ${key}`}, and ${title} reserves it`,
        allowed: `a name other than ${reservedUsers.join(', ')}`,
        fix: 'choose another name',
      },
    ];
  });
