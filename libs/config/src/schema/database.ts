import { DATABASE_ENGINE_NAMES, DATABASE_ENGINES } from '@careplane/aws-facts';
import * as z from 'zod';
import { nameOf } from './primitives';

/** Instance classes are checked against the table of the data library when the platform is loaded; here only their form. */
const instanceClass = z.string().regex(/^db\.(?:serverless|[a-z0-9]+\.[a-z0-9]+)$/, {
  error: 'must be an RDS instance class, such as db.t4g.medium',
});
/**
 * Largest volume of RDS for MySQL and PostgreSQL, in GiB.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export const MAX_STORAGE_GIB = 65536;
const storageGiB = z.int().min(20).max(MAX_STORAGE_GIB);

/** RDS takes 63 characters for the name of an instance, and this is a part of it beside platform and environment. */
export const databaseKey = nameOf('Name of a database', 16);

/**
 * Aurora capacity units (2 GiB of memory each) of a serverless instance, in halves.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 */
const capacityUnits = z.number().min(0.5).max(256).multipleOf(0.5);
const capacity = z.strictObject({
  min: capacityUnits.describe('Capacity units at the least; they are charged without any request, too.'),
  max: capacityUnits.min(1).describe('Capacity units at the most.'),
});

/** Settings that an environment may give differently. */
const sizeKeys = {
  instanceClass: instanceClass.optional(),
  storageGiB: storageGiB.optional(),
  maxStorageGiB: storageGiB.optional(),
  multiAz: z.boolean().optional(),
  capacity: capacity.optional(),
};

export const databaseOverridesSchema = z
  .strictObject({
    instanceClass: sizeKeys.instanceClass.describe('RDS instance class. Default: as for the platform.'),
    storageGiB: sizeKeys.storageGiB.describe('Initial storage in GiB. Default: as for the platform.'),
    maxStorageGiB: sizeKeys.maxStorageGiB.describe('Maximum storage in GiB. Default: as for the platform.'),
    multiAz: sizeKeys.multiAz.describe(
      'A standby (of Aurora: a reader) in a second zone that takes over if the first zone fails. Default: true in production, false elsewhere; false is refused in production.',
    ),
    capacity: sizeKeys.capacity.describe('Capacity of db.serverless. Default: as for the platform.'),
  })
  .describe('Settings of this environment’s database that differ from the platform’s. Default: none.');

/** Storage of a new instance that says nothing else. */
export const DEFAULT_STORAGE_GIB = { storageGiB: 50, maxStorageGiB: 500 } as const;

/** "3306 for mysql, 5432 for postgres". */
const byEngine = (key: 'defaultVersion' | 'port') =>
  DATABASE_ENGINE_NAMES.map((engine) => `${DATABASE_ENGINES[engine][key]} for ${engine}`).join(', ');

export const databaseSchema = z
  .strictObject({
    engine: z
      .enum(DATABASE_ENGINE_NAMES)
      .default('mysql')
      .describe(
        'Database engine: RDS for MySQL or PostgreSQL, or Aurora, whose instances share a volume that grows by itself. Cannot be changed after the first deploy: another engine replaces the database.',
      ),
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/, {
        error: 'must be lower-case letters, digits and underscores, starting with a letter',
      })
      .optional()
      .describe(
        'Name of the database in the instance. Default: the platform’s name, or the key of a database under databases.',
      ),
    engineVersion: z
      .string()
      .optional()
      .describe(
        `Initial version of the engine, in quotation marks. RDS upgrades to newer minor versions automatically. Default: ${byEngine('defaultVersion')}.`,
      ),
    instanceClass: instanceClass
      .default('db.t4g.medium')
      .describe(
        'RDS instance class, of Aurora also db.serverless. The micro and small classes have no Performance Insights with MySQL, and no Aurora.',
      ),
    capacity: capacity
      .optional()
      .describe('Capacity of db.serverless, which needs it: Aurora scales between the two by itself. Default: none.'),
    storageGiB: storageGiB
      .optional()
      .describe(`Initial storage in GiB (gp3). Default: ${DEFAULT_STORAGE_GIB.storageGiB}; Aurora has no size.`),
    maxStorageGiB: storageGiB
      .optional()
      .describe(
        `Maximum storage in GiB; storage grows automatically up to it. Must be larger than storageGiB. Default: ${DEFAULT_STORAGE_GIB.maxStorageGiB}; Aurora has no size.`,
      ),
    ioOptimized: z
      .boolean()
      .optional()
      .describe(
        'Whether storage of Aurora is I/O-Optimized: requests cost nothing, hours and storage cost more. Default: false.',
      ),
    pointInTimeRecoveryDays: z
      .int()
      .min(1)
      .max(35)
      .default(14)
      .describe('Number of past days to which the database can be restored, to any second (RDS automated backups).'),
    port: z
      .int()
      .min(1150)
      .max(65535)
      .optional()
      .describe(`TCP port of the database. Default: ${byEngine('port')}.`),
  })
  .describe(
    'The database of each environment, on RDS: one instance or one cluster of Aurora, encrypted, reached over TLS only.',
  );
