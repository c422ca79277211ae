import { DATABASE_ENGINES, isReservedDatabaseName } from '@careplane/aws-facts';
import { databaseNameOf } from '../../normalize';
import type { PlatformRule } from '../rule';

export const databaseNameIsNotReserved: PlatformRule = (platform) => {
  const written = platform.database.name;
  const { engine } = platform.database;
  const { title } = DATABASE_ENGINES[engine];
  const name = databaseNameOf(platform);
  if (!isReservedDatabaseName(engine, name)) return [];
  return [
    {
      path: written === undefined ? ['name'] : ['database', 'name'],
      message:
        written === undefined
          ? `gives the database the name "${name}", which ${title} reserves`
          : `is a name that ${title} reserves`,
      given: name,
      allowed: `a name that is neither a reserved word of ${title} nor a database of ${title}’s own`,
      fix: `write database.name, such as ${name}_db`,
    },
  ];
};
