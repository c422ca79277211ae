import { DATABASE_ENGINES, isClusterEngine } from '@careplane/aws-facts';
import { dropUndefined } from './drop-undefined';
import type { DatabaseSettings, ParsedPlatform } from './model';
import { DEFAULT_STORAGE_GIB } from './schema/database';

type ParsedEnvironment = ParsedPlatform['environments'][string];

/** Name of the database that is created in an instance. */
export function databaseNameOf(platform: ParsedPlatform, key?: string): string {
  const written = key === undefined ? platform.database : platform.databases[key];
  return written?.name ?? (key ?? platform.name).replaceAll('-', '_');
}

/** Settings of each database of an environment: the first one, then those under databases. */
export function databasesOf(
  platform: ParsedPlatform,
  environmentName: string,
  environment: ParsedEnvironment,
): DatabaseSettings[] {
  return [
    databaseOf(platform, environmentName, environment),
    ...Object.keys(platform.databases).map((key) => databaseOf(platform, environmentName, environment, key)),
  ];
}

function databaseOf(
  platform: ParsedPlatform,
  environmentName: string,
  environment: ParsedEnvironment,
  key?: string,
): DatabaseSettings {
  const written = (key === undefined ? undefined : platform.databases[key]) ?? platform.database;
  const overrides = key === undefined ? environment.database : environment.databases[key];
  const { engine, engineVersion, port, pointInTimeRecoveryDays } = written;
  const sized = { ...written, ...dropUndefined(overrides ?? {}) };
  const common = {
    ...(key === undefined ? {} : { key }),
    // The environment’s name is at the end, as in the names of stacks: no environment’s name ends as another’s.
    identifier: [platform.name, ...(key === undefined ? [] : [key]), environmentName].join('-'),
    engineVersion: engineVersion ?? DATABASE_ENGINES[engine].defaultVersion,
    port: port ?? DATABASE_ENGINES[engine].port,
    name: databaseNameOf(platform, key),
    instanceClass: sized.instanceClass,
    multiAz: overrides?.multiAz ?? environment.tier === 'production',
    pointInTimeRecoveryDays,
  };
  return isClusterEngine(engine)
    ? {
        ...common,
        engine,
        ...(sized.capacity === undefined || sized.instanceClass !== 'db.serverless'
          ? {}
          : { capacity: sized.capacity }),
        ioOptimized: written.ioOptimized ?? false,
      }
    : {
        ...common,
        engine,
        storageGiB: sized.storageGiB ?? DEFAULT_STORAGE_GIB.storageGiB,
        maxStorageGiB: sized.maxStorageGiB ?? DEFAULT_STORAGE_GIB.maxStorageGiB,
      };
}
