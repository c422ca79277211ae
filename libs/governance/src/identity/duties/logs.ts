import type { Duty } from '../duty';

const LOG_GROUP = 'arn:{partition}:logs:{anyRegion}:{account}:log-group:';
const READ = ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:StartLiveTail', 'logs:StartQuery'];

/** Logs, by what is in them. Logs of production may hold patients' data; the database's slow query log always may. */
export const logs = {
  'list-logs': {
    why: 'find a log group, and read the answers of one’s own queries',
    allow: [
      {
        actions: ['logs:DescribeLogGroups', 'logs:DescribeLogStreams', 'logs:GetQueryResults', 'logs:StopQuery'],
        on: ['*'],
        wildcard: 'reads',
      },
    ],
  },
  'read-build-logs': {
    why: 'a step that failed explains itself in its log',
    allow: [{ actions: READ, on: [`${LOG_GROUP}{path}/pipelines/*`], wildcard: 'named' }],
  },
  'read-staging-logs': {
    why: 'debug in an environment that is not production',
    allow: [{ actions: READ, on: [`${LOG_GROUP}{path}/environments/{otherEnvironment}/*`], wildcard: 'named' }],
  },
  /**
   * The database's error log, and not its audit and slow query logs: those have statements with their values. PostgreSQL has one log for
   * errors and audit, and its settings keep values out of it.
   */
  'read-production-logs': {
    why: 'work on an incident',
    allow: [
      {
        actions: READ,
        on: [
          `${LOG_GROUP}{path}/environments/{environment}/*`,
          `${LOG_GROUP}{path}/network/*`,
          `${LOG_GROUP}aws-waf-logs-{platform}-*`,
          `${LOG_GROUP}{databaseErrorLog}`,
          `${LOG_GROUP}{databaseErrorLog}:*`,
        ],
        wildcard: 'named',
      },
    ],
  },
  'read-audit-logs': {
    why: 'find out who did what: trail, network, firewall, and the audit log of the database',
    allow: [
      {
        actions: ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:StartQuery'],
        on: [
          `${LOG_GROUP}{path}/trail`,
          `${LOG_GROUP}{path}/trail:*`,
          `${LOG_GROUP}{path}/baseline/*`,
          `${LOG_GROUP}{path}/network/*`,
          `${LOG_GROUP}aws-waf-logs-{platform}-*`,
          `${LOG_GROUP}{databaseAuditLog}`,
          `${LOG_GROUP}{databaseAuditLog}:*`,
        ],
        wildcard: 'named',
      },
    ],
  },
} as const satisfies Readonly<Record<string, Duty>>;
