import { isReservedDatabaseName } from '@careplane/aws-facts';
import { databaseNameOf } from '../../normalize';
import type { PlatformRule } from '../rule';

export const databaseNameIsNotReserved: PlatformRule = (platform) => {
  const written = platform.database.name;
  const name = databaseNameOf(platform);
  if (!isReservedDatabaseName(name)) return [];
  return [
    {
      path: written === undefined ? ['name'] : ['database', 'name'],
      message:
        written === undefined
          ? `gives the database the name "${name}", which MySQL reserves`
          : 'is a name that MySQL reserves',
      given: name,
      allowed: 'a name that is neither a reserved word of MySQL nor a database of MySQL’s own',
      fix: `write database.name, such as ${name}_db`,
    },
  ];
};
