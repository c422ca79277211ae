import { only, resource } from './examples';
import { ruleFor } from './rule';
import type { CloudFormationTemplate } from './rule';
import { at, DATABASE_TYPES, databaseParameters, isClusterMember, listOf, resourcesOf } from './template-values';

/** The events that MySQL’s audit plugin records: who connected, and who changed tables or rights. */
const EVENTS = ['CONNECT', 'QUERY_DDL', 'QUERY_DCL'];
type Wanted = Readonly<Record<string, readonly string[]>>;
/** The same in parameters: each with what its value must hold. Aurora MySQL has the audit plugin built in. */
const AURORA_MYSQL_PARAMETERS: Wanted = { server_audit_logging: ['1'], server_audit_events: EVENTS };
const POSTGRES_PARAMETERS: Wanted = {
  log_connections: ['1'],
  shared_preload_libraries: ['pgaudit'],
  'pgaudit.log': ['ddl', 'role'],
};

const AURORA = { server_audit_logging: '1', server_audit_events: 'CONNECT,QUERY_DDL,QUERY_DCL' };

/** Log-ins to the database, the failed ones too, and changes of rights leave a record outside of it. */
export const databaseIsAudited = ruleFor({
  name: 'DatabaseIsAudited',
  control: '164.308(a)(5)(ii)(C)',
  sameAs: 'AWS Config: RDS_LOGGING_ENABLED',
  types: DATABASE_TYPES,
  where: (subject) => !isClusterMember(subject),
  wrong: ({ properties, template }) => {
    const engine = String(properties['Engine']);
    const log = engine.includes('postgres') ? 'postgresql' : 'audit';
    if (!listOf(properties['EnableCloudwatchLogsExports']).includes(log))
      return `The database does not export its ${log} log to CloudWatch.`;
    const missing = missingFrom(engine, properties, template);
    return missing.length === 0 ? undefined : `The audit log of the database does not record ${missing.join(', ')}.`;
  },
  examples: {
    fails: [
      ['a cluster that does not audit', clusterWith('aurora-mysql', 'audit', { ...AURORA, server_audit_logging: '0' })],
      ['a cluster without its export', clusterWith('aurora-mysql', 'error', AURORA)],
      ['no export', mysqlWith(['error'], 'CONNECT,QUERY_DDL,QUERY_DCL')],
      ['without log-ins', mysqlWith(['audit'], 'QUERY_DDL,QUERY_DCL')],
      ['PostgreSQL without an export', postgresWith([], audited())],
      ['PostgreSQL without log-ins', postgresWith(['postgresql'], { ...audited(), log_connections: '0' })],
      ['PostgreSQL without pgAudit', postgresWith(['postgresql'], { ...audited(), shared_preload_libraries: 'x' })],
      ['PostgreSQL without rights', postgresWith(['postgresql'], { ...audited(), 'pgaudit.log': 'ddl' })],
      ['PostgreSQL with the default parameters', postgresWith(['postgresql'])],
    ],
    passes: [
      ['a cluster of MySQL', clusterWith('aurora-mysql', 'audit', AURORA)],
      ['a cluster of PostgreSQL', clusterWith('aurora-postgresql', 'postgresql', audited())],
      ['log-ins and changes of rights', mysqlWith(['audit'], 'CONNECT,QUERY_DDL,QUERY_DCL')],
      ['the same in PostgreSQL', postgresWith(['postgresql'], audited())],
      ['everything in PostgreSQL', postgresWith(['postgresql'], { ...audited(), 'pgaudit.log': 'all' })],
    ],
  },
});

type Properties = Readonly<Record<string, unknown>>;

/** What the settings of an engine do not record. */
function missingFrom(engine: string, properties: Properties, template: CloudFormationTemplate): string[] {
  const parameters = databaseParameters(template, properties);
  if (engine.includes('postgres')) return missingIn(parameters, POSTGRES_PARAMETERS);
  return engine.startsWith('aurora')
    ? missingIn(parameters, AURORA_MYSQL_PARAMETERS)
    : missingEvents(template, properties);
}

function missingEvents(template: CloudFormationTemplate, properties: Properties): string[] {
  const option = at(properties['OptionGroupName'], 'Ref');
  const group = resourcesOf(template, 'AWS::RDS::OptionGroup').find(({ logicalId }) => logicalId === option);
  const events = JSON.stringify(group?.properties['OptionConfigurations'] ?? []);
  return EVENTS.filter((event) => !events.includes(event));
}

function missingIn(parameters: Properties, wanted: Wanted): string[] {
  return Object.entries(wanted)
    .filter(([parameter, values]) => {
      const given = String(parameters[parameter]).split(/\s*,\s*/);
      return !given.includes('all') && !values.every((each) => given.includes(each));
    })
    .map(([parameter, values]) => `${values.join(' and ')} (${parameter})`);
}

function audited() {
  return { log_connections: '1', shared_preload_libraries: 'pg_stat_statements,pgaudit', 'pgaudit.log': 'ddl,role' };
}

function mysqlWith(EnableCloudwatchLogsExports: string[], Value: string) {
  const settings = [{ Name: 'SERVER_AUDIT_EVENTS', Value }];
  return only(
    'AWS::RDS::DBInstance',
    { Engine: 'mysql', EnableCloudwatchLogsExports, OptionGroupName: { Ref: 'Options' } },
    {
      Options: resource('AWS::RDS::OptionGroup', { OptionConfigurations: [{ OptionSettings: settings }] }),
    },
  );
}

function postgresWith(EnableCloudwatchLogsExports: string[], Parameters: object = {}) {
  return only(
    'AWS::RDS::DBInstance',
    { Engine: 'postgres', EnableCloudwatchLogsExports, DBParameterGroupName: { Ref: 'Parameters' } },
    { Parameters: resource('AWS::RDS::DBParameterGroup', { Parameters }) },
  );
}

function clusterWith(Engine: string, log: string, Parameters: object) {
  return only(
    'AWS::RDS::DBCluster',
    { Engine, EnableCloudwatchLogsExports: [log], DBClusterParameterGroupName: { Ref: 'Parameters' } },
    { Parameters: resource('AWS::RDS::DBClusterParameterGroup', { Parameters }) },
  );
}
