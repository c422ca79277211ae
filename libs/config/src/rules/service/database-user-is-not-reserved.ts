import { DATABASE_ENGINES } from '@careplane/aws-facts';
import type { ServiceRule } from '../rule';

/** A service signs in as the user of its own name, which someone has to create. */
export const databaseUserIsNotReserved: ServiceRule = (service, { database: { engine } }) => {
  const { title, reservedUsers } = DATABASE_ENGINES[engine];
  if (!service.database || !reservedUsers.includes(service.name)) return [];
  return [
    {
      path: ['name'],
      restsOn: [['name'], ['database']],
      restsOnPlatform: [['database', 'engine']],
      given: service.name,
      message: `is also the name with which the service signs in to the database, and ${title} reserves it`,
      allowed: `a name other than ${reservedUsers.join(', ')}`,
      fix: 'choose another name, or remove database: true',
    },
  ];
};
