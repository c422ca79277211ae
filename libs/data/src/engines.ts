import { DatabaseInstanceEngine, MysqlEngineVersion, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import type { IInstanceEngine } from 'aws-cdk-lib/aws-rds';

/** An engine that an instance of RDS can have. */
export type InstanceEngine = 'mysql' | 'postgres';

/** An engine that a cluster of Aurora can have. */
export type ClusterEngine = 'aurora-mysql' | 'aurora-postgresql';

/** How a construct sets an engine up. */
export interface EngineSetup {
  /** The engine as CDK knows it, from a version such as "8.4.9". */
  readonly at: (version: string) => IInstanceEngine;
  /** Port of the engine’s own default. */
  readonly defaultPort: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly parametersDescription: string;
  /** Logs that go to CloudWatch, by whether they are kept as audit logs. */
  readonly logs: Readonly<Record<string, 'audit' | 'operations'>>;
}

const MYSQL: EngineSetup = {
  at: (version) => DatabaseInstanceEngine.mysql({ version: MysqlEngineVersion.of(version, '8.4') }),
  defaultPort: 3306,
  parametersDescription: 'TLS required, slow statements logged to files',
  parameters: {
    require_secure_transport: '1',
    tls_version: 'TLSv1.2,TLSv1.3',
    slow_query_log: '1',
    long_query_time: '2',
    log_output: 'FILE',
  },
  // Not the general log: it holds every statement, and with it the patients' data.
  logs: { error: 'operations', slowquery: 'operations', audit: 'audit' },
};

/**
 * PostgreSQL has one log for errors, connections and audit. So that no patient data is in it, it has no text of a statement that reads
 * or writes rows: neither of slow ones, nor of failed ones, nor the details of an error, which name values. Performance Insights and
 * pg_stat_statements show slow statements, without their values.
 * https://www.postgresql.org/docs/current/runtime-config-logging.html
 */
const POSTGRES: EngineSetup = {
  at: (version) =>
    DatabaseInstanceEngine.postgres({
      version: PostgresEngineVersion.of(version, version.split('.')[0] ?? version),
    }),
  defaultPort: 5432,
  parametersDescription: 'TLS required, connections and changes of tables and rights logged',
  parameters: {
    'rds.force_ssl': '1',
    ssl_min_protocol_version: 'TLSv1.2',
    shared_preload_libraries: 'pg_stat_statements,pgaudit',
    // Of objects and of rights (GRANT, REVOKE, CREATE ROLE). The values of a statement are never logged.
    'pgaudit.log': 'ddl,role',
    'pgaudit.log_parameter': '0',
    log_connections: '1',
    log_disconnections: '1',
    log_statement: 'none',
    log_min_duration_statement: '-1',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  },
  logs: { postgresql: 'audit', upgrade: 'operations' },
};

/** Of a cluster of Aurora, as CloudFormation takes it. */
export interface ClusterSetup {
  /** Family of parameter groups, from a version such as "17.9". */
  readonly family: (version: string) => string;
  readonly defaultPort: number;
  /** Parameters of all instances together. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly parametersDescription: string;
  /** Parameters that each instance has by itself; none, and it has no group of its own. */
  readonly instanceParameters?: Readonly<Record<string, string>>;
  readonly logs: EngineSetup['logs'];
}

/** The audit plugin is a part of Aurora MySQL. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html */
const AURORA_MYSQL: ClusterSetup = {
  family: (version) => `aurora-mysql${version.slice(0, 3)}`,
  defaultPort: MYSQL.defaultPort,
  parametersDescription: 'TLS required, connections and changes of tables and rights audited',
  parameters: {
    require_secure_transport: 'ON',
    tls_version: 'TLSv1.2,TLSv1.3',
    server_audit_logging: '1',
    server_audit_events: 'CONNECT,QUERY_DDL,QUERY_DCL',
  },
  instanceParameters: { slow_query_log: '1', long_query_time: '2' },
  logs: MYSQL.logs,
};

const AURORA_POSTGRES: ClusterSetup = {
  family: (version) => `aurora-postgresql${version.split('.')[0] ?? version}`,
  defaultPort: POSTGRES.defaultPort,
  parametersDescription: POSTGRES.parametersDescription,
  parameters: POSTGRES.parameters,
  logs: { postgresql: 'audit' },
};

export const CLUSTER_ENGINES: Readonly<Record<ClusterEngine, ClusterSetup>> = {
  'aurora-mysql': AURORA_MYSQL,
  'aurora-postgresql': AURORA_POSTGRES,
};

export const ENGINES: Readonly<Record<InstanceEngine, EngineSetup>> = { mysql: MYSQL, postgres: POSTGRES };
