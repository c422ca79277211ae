import { DATABASE_ENGINES } from '@careplane/aws-facts';
import type { Environment } from '@careplane/config';

/** The engines of the databases of some environments, each once: `MySQL`, or `MySQL and PostgreSQL`. */
export function engineTitles(environments: readonly Environment[]): string {
  const titles = environments.map(({ database }) => DATABASE_ENGINES[database.engine].title);
  return [...new Set(titles)].join(' and ');
}

/** Engines with their versions at the first deploy, each once: `MySQL 8.4.9, PostgreSQL 17.9`. */
export function engineVersions(environments: readonly Environment[]): string {
  const versions = environments.map(
    ({ database }) => `${DATABASE_ENGINES[database.engine].title} ${database.engineVersion}`,
  );
  return [...new Set(versions)].join(', ');
}
