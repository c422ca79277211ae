import { resourcesOf, shown } from './template-values';
import type { CloudFormationTemplate, Rule, TemplateResource } from './rule';

/** By the beginning of the engine’s name: the parameter that refuses connections without TLS, and its values that do so. */
const REQUIRED: Readonly<Record<string, { readonly parameter: string; readonly values: readonly string[] }>> = {
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
  looksAt: (template) => resourcesOf(template, 'AWS::RDS::DBInstance').map(({ logicalId }) => logicalId),
  find: (template) =>
    resourcesOf(template, 'AWS::RDS::DBInstance').flatMap(({ logicalId, properties }) => {
      const engine = String(properties['Engine']);
      const required = Object.entries(REQUIRED).find(([begin]) => engine.startsWith(begin))?.[1];
      if (required === undefined) {
        return [{ logicalId, message: `It is unknown how ${shown(properties['Engine'])} requires TLS.` }];
      }
      const value = parametersOf(template, properties['DBParameterGroupName'])[required.parameter];
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
      ['an engine that nothing is known of', databaseWith('db2-se', {})],
    ],
    passes: [
      ['MySQL', databaseWith('mysql', { require_secure_transport: '1' })],
      ['MySQL, in another form', databaseWith('mysql', { require_secure_transport: 'ON' })],
      ['PostgreSQL', databaseWith('postgres', { 'rds.force_ssl': '1' })],
      ['SQL Server', databaseWith('sqlserver-web', { 'rds.force_ssl': 1 })],
    ],
  },
};

/** Parameters of the group that an instance names; none where the group is not in the same template. */
function parametersOf(template: CloudFormationTemplate, name: unknown): Readonly<Record<string, unknown>> {
  const id = (name as { readonly Ref?: string } | undefined)?.Ref;
  const group = id === undefined ? undefined : template.Resources?.[id];
  return (group?.Properties?.['Parameters'] ?? {}) as Record<string, unknown>;
}

function databaseWith(Engine: string, Parameters?: object): Record<string, TemplateResource> {
  return {
    Database: { Type: 'AWS::RDS::DBInstance', Properties: { Engine, DBParameterGroupName: { Ref: 'Parameters' } } },
    ...(Parameters && { Parameters: { Type: 'AWS::RDS::DBParameterGroup', Properties: { Parameters } } }),
  };
}
