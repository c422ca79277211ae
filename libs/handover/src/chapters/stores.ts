import { isClusterEngine } from '@careplane/aws-facts';
import { counted } from '@careplane/command-line';
import type { Bucket, CacheSettings, DatabaseSettings } from '@careplane/config';
import { code, heading, tableOf } from '../document/block';
import type { Block, Text } from '../document/block';
import { databasePlace, engineTitle } from '../facts/databases';
import type { HandoverFacts } from '../facts/facts';

/** What keeps data in each environment, with its size, and what happens when it is full or a zone fails. */
export function stores({ input, environments }: HandoverFacts): Block[] {
  const databases = environments.flatMap((environment) =>
    environment.databases.map((database) => databaseRow(databasePlace(environment, database), database)),
  );
  const caches = environments.flatMap(({ name, caches: own }) => own.map((cache) => cacheRow(name, cache)));
  const buckets = input.model.buckets.map(bucketRow);
  return [
    heading('Stores'),
    tableOf(
      'Databases',
      ['place', 'engine, at the first deploy', 'class', 'storage', 'a zone fails', 'back to any second of'],
      databases,
      'the platform has none.',
    ),
    ...(caches.length === 0
      ? []
      : [tableOf('Caches', ['place', 'engine', 'nodes', 'a zone fails', 'when it is full', 'sign-in'], caches)]),
    ...(buckets.length === 0
      ? []
      : [
          tableOf(
            'Buckets for patient data, the same in every environment',
            ['bucket', 'old versions', 'lock'],
            buckets,
          ),
        ]),
  ];
}

function databaseRow(place: string, database: DatabaseSettings): Text[] {
  const { engineVersion, instanceClass, multiAz, pointInTimeRecoveryDays } = database;
  const capacity =
    'capacity' in database && database.capacity !== undefined
      ? `, ${database.capacity.min} to ${database.capacity.max} capacity units`
      : '';
  return [
    place,
    `${engineTitle(database)} ${engineVersion}`,
    `${instanceClass}${capacity}`,
    'storageGiB' in database
      ? `${database.storageGiB} GiB, grows to ${database.maxStorageGiB} GiB`
      : `grows by itself${database.ioOptimized ? ', I/O-optimized' : ''}`,
    multiAz ? `a ${isClusterEngine(database.engine) ? 'reader' : 'standby'} takes over` : 'down until the zone is back',
    `the last ${counted(pointInTimeRecoveryDays, 'day')}`,
  ];
}

function cacheRow(environment: string, cache: CacheSettings): Text[] {
  const { name, engineVersion, nodeType, nodes, eviction, signIn } = cache;
  return [
    `${name} in ${environment}`,
    `Valkey ${engineVersion}`,
    `${nodes} × ${nodeType}`,
    nodes > 1 ? 'a replica takes over' : 'empty or down until there is a new node',
    fullCache(eviction),
    signIn === 'password' ? 'with a password in Secrets Manager' : 'with IAM',
  ];
}

function bucketRow({ name, oldVersionDays, lock }: Bucket): Text[] {
  return [
    code(name),
    `kept for ${counted(oldVersionDays, 'day')}`,
    lock === undefined ? 'none' : `${lock.mode}, ${counted(lock.days, 'day')} from the moment an object is written`,
  ];
}

function fullCache(eviction: CacheSettings['eviction']): string {
  if (eviction === 'noeviction') return 'writes are refused (noeviction)';
  return `${eviction.startsWith('volatile-') ? 'keys with an end' : 'keys'} are removed (${eviction})`;
}
