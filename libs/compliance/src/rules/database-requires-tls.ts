import { DATABASE_TYPES, databaseParameters, isClusterMember, resourcesOf, shown } from './template-values';
import type { CloudFormationTemplate, Rule, TemplateResource } from './rule';

/** By the beginning of the engine’s name: the parameter that refuses connections without TLS, and its values that do so. */
const REQUIRED: Readonly<Record<string, { readonly parameter: string; readonly values: readonly string[] }>> = {
  'aurora-mysql': { parameter: 'require_secure_transport', values: ['1', 'ON'] },
  'aurora-postgresql': { parameter: 'rds.force_ssl', values: ['1'] },
  mysql: { parameter: 'require_secure_transport', values: ['1', 'ON'] },
  mariadb: { parameter: 'require_secure_transport', values: ['1', 'ON'] },
  postgres: { parameter: 'rds.force_ssl', values: ['1'] },
  sqlserver: { parameter: 'rds.force_ssl', values: ['1'] },
};

/** The hop from a service to its database. */
export const databaseRequiresTls: Rule = {
  name: 'DatabaseRequiresTls',
  control: '164.312(e)(1)',
  sameAs: 'AWS Config: RDS_MYSQL_INSTANCE_ENCRYPTED_IN_TRANSIT and those of other engines',
  looksAt: (template) => databasesOf(template).map(({ logicalId }) => logicalId),
  find: (template) =>
    databasesOf(template).flatMap(({ logicalId, properties }) => {
      const engine = String(properties['Engine']);
      const required = Object.entries(REQUIRED).find(([begin]) => engine.startsWith(begin))?.[1];
      if (required === undefined) {
        return [{ logicalId, message: `It is unknown how ${shown(properties['Engine'])} requires TLS.` }];
      }
      const value = databaseParameters(template, properties)[required.parameter];
      return required.values.includes(String(value))
        ? []
        : [
            {
              logicalId,
              message: `The database accepts connections without TLS: ${required.parameter} is ${shown(value)} in its parameter group. Allowed: ${required.values.join(', ')}.`,
            },
          ];
    }),
  examples: {
    fails: [
      ['MySQL with the default', databaseWith('mysql', { slow_query_log: '1' })],
      ['MySQL that does not require it', databaseWith('mysql', { require_secure_transport: '0' })],
      ['MySQL without a parameter group of its own', databaseWith('mysql')],
      ['PostgreSQL that does not force it', databaseWith('postgres', { 'rds.force_ssl': '0' })],
      ['a cluster that does not force it', clusterWith('aurora-postgresql', { 'rds.force_ssl': '0' })],
      ['a cluster with the default', clusterWith('aurora-mysql', {})],
      ['an engine that nothing is known of', databaseWith('db2-se', {})],
    ],
    passes: [
      ['MySQL', databaseWith('mysql', { require_secure_transport: '1' })],
      ['MySQL, in another form', databaseWith('mysql', { require_secure_transport: 'ON' })],
      ['PostgreSQL', databaseWith('postgres', { 'rds.force_ssl': '1' })],
      ['a cluster of MySQL', clusterWith('aurora-mysql', { require_secure_transport: 'ON' })],
      ['a cluster of PostgreSQL', clusterWith('aurora-postgresql', { 'rds.force_ssl': '1' })],
      ['SQL Server', databaseWith('sqlserver-web', { 'rds.force_ssl': 1 })],
    ],
  },
};

/** Databases that have parameters of their own: instances by themselves, and clusters. */
function databasesOf(template: CloudFormationTemplate) {
  return DATABASE_TYPES.flatMap((type) => resourcesOf(template, type)).filter((each) => !isClusterMember(each));
}

function clusterWith(Engine: string, Parameters: object): Record<string, TemplateResource> {
  return {
    Cluster: {
      Type: 'AWS::RDS::DBCluster',
      Properties: { Engine, DBClusterParameterGroupName: { Ref: 'Parameters' } },
    },
    Instance: { Type: 'AWS::RDS::DBInstance', Properties: { Engine, DBClusterIdentifier: { Ref: 'Cluster' } } },
    Parameters: { Type: 'AWS::RDS::DBClusterParameterGroup', Properties: { Parameters } },
  };
}

function databaseWith(Engine: string, Parameters?: object): Record<string, TemplateResource> {
  return {
    Database: { Type: 'AWS::RDS::DBInstance', Properties: { Engine, DBParameterGroupName: { Ref: 'Parameters' } } },
    ...(Parameters && { Parameters: { Type: 'AWS::RDS::DBParameterGroup', Properties: { Parameters } } }),
  };
}
