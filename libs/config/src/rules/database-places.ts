import type { Path } from '@careplane/problems';
import type { ParsedPlatform } from '../model';
import type { ParsedEnvironment } from './each-environment';

/** A database as platform.yaml has it, and what environments say differently. */
export interface DatabasePlace {
  /** Name under databases; none for the first database. */
  readonly key?: string;
  readonly path: Path;
  readonly database: ParsedPlatform['database'];
  readonly overrides: readonly {
    readonly environment: string;
    readonly production: boolean;
    readonly path: Path;
    readonly value: NonNullable<ParsedEnvironment['database']>;
  }[];
}

/** Every database of a platform, with the places where it is written. */
export function databasePlaces(platform: ParsedPlatform): DatabasePlace[] {
  const overridesIn = (at: (environment: ParsedEnvironment) => ParsedEnvironment['database'], path: Path) =>
    Object.entries(platform.environments).flatMap(([name, environment]) => {
      const value = at(environment);
      return value === undefined
        ? []
        : [
            {
              environment: name,
              production: environment.tier === 'production',
              path: ['environments', name, ...path],
              value,
            },
          ];
    });
  return [
    {
      path: ['database'],
      database: platform.database,
      overrides: overridesIn(({ database }) => database, ['database']),
    },
    ...Object.entries(platform.databases).map(([key, database]) => ({
      key,
      path: ['databases', key],
      database,
      overrides: overridesIn(({ databases }) => databases[key], ['databases', key]),
    })),
  ];
}
