import { DATABASE_ENGINES } from '@careplane/aws-facts';
import type { DatabaseSettings, Environment } from '@careplane/config';
import { inWords } from './words';

/** The engines of the databases of some environments, each once: `MySQL and PostgreSQL`. */
export function engineTitles(environments: readonly Environment[]): string {
  const titles = environments.flatMap(({ databases }) => databases.map(engineTitle));
  return inWords([...new Set(titles)]);
}

/** Engines with their versions at the first deploy, each once: `MySQL 8.4.9, PostgreSQL 17.9`. */
export function engineVersions(environments: readonly Environment[]): string {
  const versions = environments.flatMap(({ databases }) =>
    databases.map((database) => `${engineTitle(database)} ${database.engineVersion}`),
  );
  return [...new Set(versions)].join(', ');
}

/** The engine of a database as a sentence calls it. */
export function engineTitle({ engine }: DatabaseSettings): string {
  return DATABASE_ENGINES[engine].title;
}

/** A database of an environment in a sentence or a table: `production`, or `analytics in production`. */
export function databasePlace(environment: Environment, { key }: DatabaseSettings): string {
  return key === undefined ? environment.name : `${key} in ${environment.name}`;
}
