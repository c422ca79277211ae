import { nearest } from '@careplane/problems';
import { eachEnvironment } from '../each-environment';

export const overriddenDatabasesExist = eachEnvironment((environment, name, { databases }) => {
  const known = Object.keys(databases);
  return Object.keys(environment.databases)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const guess = nearest(key, known);
      return {
        path: ['environments', name, 'databases', key],
        restsOn: [['databases'], ['environments', name, 'databases', key]],
        given: key,
        message: 'is a database that the platform does not have',
        allowed:
          known.length === 0 ? 'a name under databases of the platform, which has none' : `one of ${known.join(', ')}`,
        fix: guess === undefined ? `add ${key} to databases, or remove it here` : `did you mean "${guess}"?`,
      };
    });
});
