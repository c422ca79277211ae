import { DatabaseInstanceEngine, MysqlEngineVersion, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import type { IInstanceEngine } from 'aws-cdk-lib/aws-rds';

/** An engine that an instance of RDS can have. */
export type InstanceEngine = 'mysql' | 'postgres';

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

export const ENGINES: Readonly<Record<InstanceEngine, EngineSetup>> = { mysql: MYSQL, postgres: POSTGRES };
