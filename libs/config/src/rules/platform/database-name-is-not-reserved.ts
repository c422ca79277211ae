import { DATABASE_ENGINES, isReservedDatabaseName } from '@careplane/aws-facts';
import { databaseNameOf } from '../../database-settings';
import { databasePlaces } from '../database-places';
import type { PlatformRule } from '../rule';

export const databaseNameIsNotReserved: PlatformRule = (platform) =>
  databasePlaces(platform).flatMap(({ key, path, database: { engine, name: written } }) => {
    const { title } = DATABASE_ENGINES[engine];
    const name = databaseNameOf(platform, key);
    if (!isReservedDatabaseName(engine, name)) return [];
    const named = [...path, 'name'];
    // The name of the platform, or the key of the database, has become that of the database.
    const given = key === undefined ? ['name'] : path;
    return [
      {
        path: written === undefined ? given : named,
        restsOn: [named, [...path, 'engine'], ['name']],
        message:
          written === undefined
            ? `gives the database the name "${name}", which ${title} reserves`
            : `is a name that ${title} reserves`,
        given: name,
        allowed: `a name that is neither a reserved word of ${title} nor a database of ${title}’s own`,
        fix:
          written === undefined
            ? `write ${named.join('.')}, such as ${name}_db`
            : `write another name, such as ${name}_db`,
      },
    ];
  });
