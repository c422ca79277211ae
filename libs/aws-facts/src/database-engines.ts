import { MYSQL_RESERVED_NAMES, MYSQL_RESERVED_USERS } from './mysql';
import { POSTGRES_RESERVED_NAMES, POSTGRES_RESERVED_USERS } from './postgres';

/** An engine of RDS, as platform.yaml and CloudFormation name it. */
export type DatabaseEngine = InstanceEngine | ClusterEngine;

/** Engines of a single instance of RDS with a volume of its own. */
export type InstanceEngine = 'mysql' | 'postgres';

/** Engines of a cluster of Aurora: instances that share a volume, which grows by itself. */
export type ClusterEngine = 'aurora-mysql' | 'aurora-postgresql';

/** What RDS offers of an engine. */
export interface EngineFacts {
  /** As a sentence calls it. */
  readonly title: string;
  /** The language that services speak with it: its users and its TLS parameter follow from this. */
  readonly dialect: 'mysql' | 'postgres';
  /** Port that the engine listens on by default. */
  readonly port: number;
  /** Versions for new databases, rising. */
  readonly versions: readonly string[];
  /** The version that a new database gets if none is written: of the newest long-supported line. */
  readonly defaultVersion: string;
  /** Names that the first database of an instance cannot have, in lower case. */
  readonly reservedNames: readonly string[];
  /** Name of the log with its errors, as RDS exports it: without the statements of services. */
  readonly errorLog: string;
  /** Name of the log of connections and changes of tables and rights. */
  readonly auditLog: string;
  /** Names that a user of a service cannot have, in lower case. */
  readonly reservedUsers: readonly string[];
}

/**
 * Engines and their versions for new databases, as of 2026-11-29: what cfn-lint 1.58.0 lists, without the versions that
 * aws-cdk-lib 2.276.0 marks as no longer supported or that RDS has closed for new instances since (PostgreSQL below 15.13, 16.9 and
 * 17.5 on 2026-05-01). Major versions that are in Extended Support, or enter it within half a year, are left out.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/AuroraMySQL.release-calendars.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html
 */
export const DATABASE_ENGINES: Readonly<Record<DatabaseEngine, EngineFacts>> = {
  mysql: {
    title: 'MySQL',
    dialect: 'mysql',
    port: 3306,
    versions: minors('8.4', 5, 11),
    defaultVersion: '8.4.9',
    reservedNames: MYSQL_RESERVED_NAMES,
    reservedUsers: MYSQL_RESERVED_USERS,
    errorLog: 'error',
    auditLog: 'audit',
  },
  postgres: {
    title: 'PostgreSQL',
    dialect: 'postgres',
    port: 5432,
    versions: [
      ...minors('15', 13, 19),
      ...minors('16', 9, 15),
      ...minors('17', 5, 11),
      ...['18.1', '18.2', '18.3', '18.4', '18.6'],
    ],
    defaultVersion: '17.9',
    reservedNames: POSTGRES_RESERVED_NAMES,
    reservedUsers: POSTGRES_RESERVED_USERS,
    errorLog: 'postgresql',
    auditLog: 'postgresql',
  },
  'aurora-mysql': {
    title: 'Aurora MySQL',
    dialect: 'mysql',
    port: 3306,
    versions: [
      ...minors('8.0.mysql_aurora.3.10', 0, 6),
      ...['8.0.mysql_aurora.3.11.1', '8.0.mysql_aurora.3.12.0', '8.0.mysql_aurora.3.13.0'],
      ...minors('8.4.mysql_aurora.8.4', 7, 8),
    ],
    // 3.10 is the long-term release.
    defaultVersion: '8.0.mysql_aurora.3.10.4',
    reservedNames: MYSQL_RESERVED_NAMES,
    reservedUsers: MYSQL_RESERVED_USERS,
    errorLog: 'error',
    auditLog: 'audit',
  },
  'aurora-postgresql': {
    title: 'Aurora PostgreSQL',
    dialect: 'postgres',
    port: 5432,
    versions: [
      ...['15.13', '15.14', '15.15', '15.17', '15.18', '15.19'],
      ...['16.9', '16.10', '16.11', '16.13', '16.14', '16.15'],
      ...['17.5', '17.6', '17.7', '17.9', '17.10', '17.11'],
      ...['18.3', '18.4', '18.6'],
    ],
    defaultVersion: '17.9',
    reservedNames: POSTGRES_RESERVED_NAMES,
    reservedUsers: POSTGRES_RESERVED_USERS,
    errorLog: 'postgresql',
    auditLog: 'postgresql',
  },
};

/** The engines, in the order in which problems list them. */
export const DATABASE_ENGINE_NAMES = Object.keys(DATABASE_ENGINES) as DatabaseEngine[];

/**
 * Whether RDS refuses a name for the first database of an instance.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export function isReservedDatabaseName(engine: DatabaseEngine, name: string): boolean {
  return DATABASE_ENGINES[engine].reservedNames.includes(name.toLowerCase());
}

/** Whether an engine is one of Aurora. */
export function isClusterEngine(engine: DatabaseEngine): engine is ClusterEngine {
  return engine.startsWith('aurora-');
}

/** `8.4.5`, `8.4.6` and so on, up to the last one. */
function minors(major: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${major}.${first + index}`);
}
