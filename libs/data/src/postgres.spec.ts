import { Match, Template } from 'aws-cdk-lib/assertions';
import type { DatabaseProps } from './database';
import { newDatabase } from './testing/database';
import { testStack } from './testing/stack';

const POSTGRES = { engine: 'postgres', engineVersion: '17.9', port: 5432 } as const;
const INSTANCE = 'AWS::RDS::DBInstance';

function synthesize(overrides: Partial<DatabaseProps> = {}): Template {
  const stack = testStack();
  newDatabase(stack, { ...POSTGRES, ...overrides });
  return Template.fromStack(stack);
}

const template = synthesize();

test('is what was ordered, with the protections of every database', () => {
  template.hasResource(INSTANCE, {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: {
      Engine: 'postgres',
      EngineVersion: '17.9',
      DBName: 'acme',
      Port: '5432',
      StorageEncrypted: true,
      EnableIAMDatabaseAuthentication: true,
      ManageMasterUserPassword: true,
      PubliclyAccessible: false,
      MultiAZ: true,
      AutoMinorVersionUpgrade: true,
      DeletionProtection: true,
      AllocatedStorage: '50',
      StorageType: 'gp3',
    },
  });
});

test('refuses connections without TLS, and those with an old version of it', () => {
  template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
    Family: 'postgres17',
    Parameters: Match.objectLike({ 'rds.force_ssl': '1', ssl_min_protocol_version: 'TLSv1.2' }),
  });
});

test('logs connections and changes of tables and rights, and no value of a row', () => {
  template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
    Parameters: Match.objectLike({
      shared_preload_libraries: 'pg_stat_statements,pgaudit',
      'pgaudit.log': 'ddl,role',
      'pgaudit.log_parameter': '0',
      log_connections: '1',
      log_statement: 'none',
      log_min_duration_statement: '-1',
      log_min_error_statement: 'panic',
      log_error_verbosity: 'terse',
    }),
  });
  template.hasResourceProperties(INSTANCE, { EnableCloudwatchLogsExports: ['postgresql', 'upgrade'] });
  const groups = Object.values(template.findResources('AWS::Logs::LogGroup')).map(({ Properties }) => [
    Properties.LogGroupName,
    Properties.RetentionInDays,
  ]);
  expect(groups).toEqual([
    ['/aws/rds/instance/acme-production/postgresql', 2192],
    ['/aws/rds/instance/acme-production/upgrade', 365],
  ]);
});

test('has no option group: pgAudit is a library of the server', () => {
  template.resourceCountIs('AWS::RDS::OptionGroup', 0);
});

test.each<[metric: string, threshold: number, operator: string]>([
  ['FreeStorageSpace', 5 * 1024 ** 3, 'LessThanThreshold'],
  ['DatabaseConnections', 360, 'GreaterThanThreshold'],
  ['CPUUtilization', 90, 'GreaterThanThreshold'],
  ['FreeableMemory', Math.round((4 * 1024 ** 3) / 20), 'LessThanThreshold'],
  ['MaximumUsedTransactionIDs', 1_000_000_000, 'GreaterThanThreshold'],
])('has an alarm on %s', (MetricName, Threshold, ComparisonOperator) => {
  template.resourceCountIs('AWS::CloudWatch::Alarm', 5);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName, Threshold, ComparisonOperator });
});

test('has Performance Insights on a small class, too', () => {
  synthesize({ instanceClass: 'db.t4g.small' }).hasResourceProperties(INSTANCE, { EnablePerformanceInsights: true });
});

test.each([
  ['15.19', 'postgres15'],
  ['18.6', 'postgres18'],
])('version %s has parameters of the family %s', (engineVersion, Family) => {
  synthesize({ engineVersion }).hasResourceProperties('AWS::RDS::DBParameterGroup', { Family });
});
