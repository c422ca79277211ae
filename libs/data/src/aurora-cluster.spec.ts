import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AuroraCluster } from './aurora-cluster';
import type { AuroraClusterProps } from './aurora-cluster';
import { isolatedVpc, TOPIC } from './testing/database';
import { testStack } from './testing/stack';

const CLUSTER = 'AWS::RDS::DBCluster';
const INSTANCE = 'AWS::RDS::DBInstance';
const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };

function synthesize(overrides: Partial<AuroraClusterProps> = {}): Template {
  const stack = testStack();
  new AuroraCluster(stack, 'Database', {
    identifier: 'acme-production',
    databaseName: 'acme',
    engine: 'aurora-postgresql',
    engineVersion: '17.9',
    vpc: isolatedVpc(stack),
    instanceClass: 'db.r7g.large',
    ioOptimized: false,
    multiAz: true,
    pointInTimeRecoveryDays: 35,
    port: 5432,
    key: new Key(stack, 'Key'),
    logDays: 365,
    auditLogDays: 2192,
    alarmTopic: Topic.fromTopicArn(stack, 'Topic', TOPIC),
    ...overrides,
  });
  return Template.fromStack(stack);
}

const template = synthesize();
const mysql = synthesize({ engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.10.4', port: 3306 });

describe('the cluster', () => {
  test('is what was ordered, with the protections of every database', () => {
    template.hasResource(CLUSTER, {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DBClusterIdentifier: 'acme-production',
        DatabaseName: 'acme',
        Engine: 'aurora-postgresql',
        EngineVersion: '17.9',
        Port: 5432,
        StorageEncrypted: true,
        KmsKeyId: key,
        ManageMasterUserPassword: true,
        MasterUsername: 'careplane_admin',
        MasterUserPassword: Match.absent(),
        MasterUserSecret: { KmsKeyId: key },
        EnableIAMDatabaseAuthentication: true,
        DeletionProtection: true,
        BackupRetentionPeriod: 35,
        DeleteAutomatedBackups: false,
        CopyTagsToSnapshot: true,
      },
    });
  });

  test('has nothing that RDS refuses of Aurora', () => {
    template.hasResourceProperties(CLUSTER, {
      AllocatedStorage: Match.absent(),
      Iops: Match.absent(),
      DBClusterInstanceClass: Match.absent(),
      PubliclyAccessible: Match.absent(),
      StorageType: Match.absent(),
    });
    template.allResourcesProperties(INSTANCE, {
      AllocatedStorage: Match.absent(),
      MaxAllocatedStorage: Match.absent(),
      MultiAZ: Match.absent(),
      BackupRetentionPeriod: Match.absent(),
      StorageEncrypted: Match.absent(),
      DBName: Match.absent(),
    });
  });

  test('has a logical id that stays: another would replace the database', () => {
    expect(Object.keys(template.findResources(CLUSTER))).toEqual(['DatabaseClusterC6094C50']);
    expect(Object.keys(template.findResources(INSTANCE))).toEqual([
      'DatabaseInstance1844F58FD',
      'DatabaseInstance2AA380DEE',
    ]);
  });

  test('requires TLS and is audited: PostgreSQL', () => {
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Family: 'aurora-postgresql17',
      Parameters: Match.objectLike({
        'rds.force_ssl': '1',
        'pgaudit.log': 'ddl,role',
        log_min_error_statement: 'panic',
      }),
    });
    template.hasResourceProperties(CLUSTER, { EnableCloudwatchLogsExports: ['postgresql'] });
    template.resourceCountIs('AWS::RDS::DBParameterGroup', 0);
  });

  test('requires TLS and is audited: MySQL', () => {
    mysql.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Family: 'aurora-mysql8.0',
      Parameters: {
        require_secure_transport: 'ON',
        tls_version: 'TLSv1.2,TLSv1.3',
        server_audit_logging: '1',
        server_audit_events: 'CONNECT,QUERY_DDL,QUERY_DCL',
      },
    });
    mysql.hasResourceProperties(CLUSTER, { EnableCloudwatchLogsExports: ['error', 'slowquery', 'audit'] });
    mysql.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Parameters: { slow_query_log: '1', long_query_time: '2' },
    });
  });

  test('its log groups are there, encrypted and kept, before RDS would make its own', () => {
    const groups = mysql.findResources('AWS::Logs::LogGroup');
    expect(
      Object.values(groups).map(({ Properties }) => [Properties.LogGroupName, Properties.RetentionInDays]),
    ).toEqual([
      ['/aws/rds/cluster/acme-production/error', 365],
      ['/aws/rds/cluster/acme-production/slowquery', 365],
      ['/aws/rds/cluster/acme-production/audit', 2192],
    ]);
    const [cluster] = Object.values(mysql.findResources(CLUSTER));
    expect(cluster?.['DependsOn']).toEqual(expect.arrayContaining(Object.keys(groups)));
  });
});

describe('the instances', () => {
  const zones = (of: Template) =>
    Object.values(of.findResources(INSTANCE)).map(({ Properties }) => Properties.AvailabilityZone['Fn::Join'][1][1]);

  test('are in two zones, or one in one zone', () => {
    expect(zones(template)).toEqual(['a', 'b']);
    expect(zones(synthesize({ multiAz: false }))).toEqual(['a']);
  });

  test('the first is made first, and so becomes the writer', () => {
    template.hasResource(INSTANCE, {
      Properties: { DBInstanceIdentifier: 'acme-production-2', PromotionTier: 1 },
      DependsOn: ['DatabaseInstance1844F58FD'],
    });
  });

  test('have no public address, and stay when their stack goes', () => {
    template.allResources(INSTANCE, {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { PubliclyAccessible: false, MonitoringInterval: 60, AutoMinorVersionUpgrade: true },
    });
  });

  test('have Performance Insights where their class does', () => {
    template.allResourcesProperties(INSTANCE, { EnablePerformanceInsights: true, PerformanceInsightsKMSKeyId: key });
    synthesize({
      engine: 'aurora-mysql',
      engineVersion: '8.0.mysql_aurora.3.10.4',
      instanceClass: 'db.t3.medium',
    }).allResourcesProperties(INSTANCE, {
      EnablePerformanceInsights: Match.absent(),
    });
  });
});

test('a serverless cluster scales between two capacities', () => {
  const serverless = synthesize({ instanceClass: 'db.serverless', capacity: { min: 0.5, max: 16 }, ioOptimized: true });
  serverless.hasResourceProperties(CLUSTER, {
    ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 16 },
    StorageType: 'aurora-iopt1',
  });
  const metrics = Object.values(serverless.findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties.MetricName,
  );
  expect(metrics).toEqual([
    'DatabaseConnections',
    'CPUUtilization',
    'ACUUtilization',
    'AuroraReplicaLag',
    'MaximumUsedTransactionIDs',
  ]);
  // 32 GiB of memory at the most.
  serverless.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'DatabaseConnections', Threshold: 2883 });
});

test.each<[Partial<AuroraClusterProps>, metrics: string[]]>([
  [
    {},
    [
      'DatabaseConnections',
      'CPUUtilization',
      'FreeableMemory',
      'FreeLocalStorage',
      'AuroraReplicaLag',
      'MaximumUsedTransactionIDs',
    ],
  ],
  [
    { multiAz: false },
    ['DatabaseConnections', 'CPUUtilization', 'FreeableMemory', 'FreeLocalStorage', 'MaximumUsedTransactionIDs'],
  ],
  [
    { engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.10.4' },
    ['DatabaseConnections', 'CPUUtilization', 'FreeableMemory', 'FreeLocalStorage', 'AuroraReplicaLag'],
  ],
])('alarms of %j', (overrides, metrics) => {
  const alarms = Object.values(synthesize(overrides).findResources('AWS::CloudWatch::Alarm'));
  expect(alarms.map(({ Properties }) => Properties.MetricName)).toEqual(metrics);
  for (const { Properties } of alarms)
    expect(Properties).toMatchObject({
      Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'acme-production' }],
      AlarmActions: [TOPIC],
      TreatMissingData: 'breaching',
    });
});

test.each<[Partial<AuroraClusterProps>, RegExp]>([
  [{ instanceClass: 'db.t3.small' }, /"db.t3.small" is not a known RDS instance class of aurora-postgresql/],
  [{ instanceClass: 'db.m7g.large' }, /not a known RDS instance class/],
  [{ instanceClass: 'db.serverless' }, /need each other/],
  [{ capacity: { min: 1, max: 2 } }, /need each other/],
])('%j is a programmer’s mistake', (overrides, message) => {
  expect(() => synthesize(overrides)).toThrow(message);
});
