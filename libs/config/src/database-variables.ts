import { CONNECTIONS } from './connections';

/** Names of the environment variables of a connection to a database, by the meaning of their values. */
export type DatabaseVariables = Readonly<Record<keyof typeof CONNECTIONS.database.variables, string>>;

/**
 * The variables of a database: DATABASE_HOST and so on for the platform’s first one, DATABASE_LAB_RESULTS_HOST for `lab-results`. No two
 * databases have a variable in common, because the last word is never a part of the name.
 *
 * @param key name under databases in platform.yaml; none for the first database
 */
export function databaseVariables(key?: string): DatabaseVariables {
  const { variables } = CONNECTIONS.database;
  if (key === undefined) return variables;
  const word = key.toUpperCase().replaceAll('-', '_');
  const named = Object.entries(variables).map(([meaning, name]) => [
    meaning,
    name.replace(/^DATABASE_/, `DATABASE_${word}_`),
  ]);
  return Object.fromEntries(named) as DatabaseVariables;
}
