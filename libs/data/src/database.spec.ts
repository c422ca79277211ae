import { Match, Template } from 'aws-cdk-lib/assertions';
import type { DatabaseProps } from './database';
import { newDatabase } from './testing/database';
import { testStack } from './testing/stack';

function synthesize(overrides: Partial<DatabaseProps> = {}): Template {
  const stack = testStack();
  newDatabase(stack, overrides);
  return Template.fromStack(stack);
}

const INSTANCE = 'AWS::RDS::DBInstance';
const LOG_GROUP = 'AWS::Logs::LogGroup';
const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };
const template = synthesize();

describe('the instance', () => {
  test('is encrypted with the key: storage, master secret and Performance Insights', () => {
    template.hasResourceProperties(INSTANCE, {
      StorageEncrypted: true,
      KmsKeyId: key,
      MasterUserSecret: { KmsKeyId: key },
      EnablePerformanceInsights: true,
      PerformanceInsightsKMSKeyId: key,
      PerformanceInsightsRetentionPeriod: 7,
    });
  });

  test('has a master password that RDS makes and rotates, and that is in no file', () => {
    template.hasResourceProperties(INSTANCE, {
      ManageMasterUserPassword: true,
      MasterUsername: 'careplane_admin',
      MasterUserPassword: Match.absent(),
    });
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  test('lets services sign in through IAM, over TLS only', () => {
    template.hasResourceProperties(INSTANCE, {
      EnableIAMDatabaseAuthentication: true,
      DBParameterGroupName: { Ref: Match.stringLikeRegexp('Parameters') },
    });
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Family: 'mysql8.4',
      Parameters: {
        require_secure_transport: '1',
        tls_version: 'TLSv1.2,TLSv1.3',
        slow_query_log: '1',
        long_query_time: '2',
        log_output: 'FILE',
      },
    });
  });

  test('stands in the isolated subnets, without a public address', () => {
    template.hasResourceProperties(INSTANCE, {
      PubliclyAccessible: false,
      DBSubnetGroupName: { Ref: Match.stringLikeRegexp('SubnetGroup') },
    });
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', {
      SubnetIds: ['subnet-isolated-1', 'subnet-isolated-2'],
    });
  });

  test('is what was ordered', () => {
    template.hasResourceProperties(INSTANCE, {
      DBInstanceIdentifier: 'acme-production',
      DBName: 'acme',
      Engine: 'mysql',
      EngineVersion: '8.4.9',
      DBInstanceClass: 'db.t4g.medium',
      AllocatedStorage: '50',
      MaxAllocatedStorage: 500,
      StorageType: 'gp3',
      Port: '3306',
    });
  });

  test('can be taken back to any second of the last weeks, and is not deleted by mistake', () => {
    template.hasResource(INSTANCE, {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BackupRetentionPeriod: 35,
        DeleteAutomatedBackups: false,
        DeletionProtection: true,
        CopyTagsToSnapshot: true,
      },
    });
    synthesize({ pointInTimeRecoveryDays: 7 }).hasResourceProperties(INSTANCE, { BackupRetentionPeriod: 7 });
  });

  test('is patched and backed up at times that do not meet AWS Backup’s, which are full hours', () => {
    template.hasResourceProperties(INSTANCE, {
      PreferredBackupWindow: '02:30-03:00',
      PreferredMaintenanceWindow: 'sun:08:00-sun:09:00',
      AutoMinorVersionUpgrade: true,
    });
  });

  test.each([true, false])('in two zones: %s', (multiAz) => {
    synthesize({ multiAz }).hasResourceProperties(INSTANCE, { MultiAZ: multiAz });
  });

  test('has Performance Insights only where its class does', () => {
    synthesize({ instanceClass: 'db.t4g.small' }).hasResourceProperties(INSTANCE, {
      EnablePerformanceInsights: Match.absent(),
      PerformanceInsightsKMSKeyId: Match.absent(),
    });
  });

  test('of a class that is not known is a programmer’s mistake', () => {
    expect(() => synthesize({ instanceClass: 'db.t2.micro' })).toThrow(
      /"db.t2.micro" is not a known RDS instance class/,
    );
  });

  test('has a logical id that stays: another would replace the database', () => {
    expect(Object.keys(template.findResources(INSTANCE))).toEqual(['DatabaseInstanceAA8A5FDE']);
  });
});

test('no connection is possible until a service’s stack opens the way, and nothing gets out', () => {
  template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
  template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  template.hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupIngress: Match.absent(),
    SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp' })],
  });
});

describe('logs', () => {
  test('error, slow statements and audit go to CloudWatch; the general log, with patients’ data, does not', () => {
    template.hasResourceProperties(INSTANCE, { EnableCloudwatchLogsExports: ['error', 'slowquery', 'audit'] });
  });

  test('their groups are there, encrypted and not for ever, before RDS would make its own', () => {
    const groups = template.findResources(LOG_GROUP);
    expect(Object.values(groups).map(({ Properties }) => Properties.LogGroupName)).toEqual(
      ['error', 'slowquery', 'audit'].map((name) => `/aws/rds/instance/acme-production/${name}`),
    );
    template.allResourcesProperties(LOG_GROUP, { KmsKeyId: key });
    expect(Object.values(groups).map(({ Properties }) => Properties.RetentionInDays)).toEqual([365, 365, 2192]);
    const [instance] = Object.values(template.findResources(INSTANCE));
    expect(instance?.['DependsOn']).toEqual(expect.arrayContaining(Object.keys(groups)));
  });

  test('the audit log has connections and changes of tables and rights, not statements on rows', () => {
    template.hasResourceProperties('AWS::RDS::OptionGroup', {
      EngineName: 'mysql',
      MajorEngineVersion: '8.4',
      OptionConfigurations: [
        {
          OptionName: 'MARIADB_AUDIT_PLUGIN',
          OptionSettings: [{ Name: 'SERVER_AUDIT_EVENTS', Value: 'CONNECT,QUERY_DDL,QUERY_DCL' }],
        },
      ],
    });
    template.hasResourceProperties(INSTANCE, { OptionGroupName: { Ref: Match.stringLikeRegexp('Options') } });
  });
});

test('enhanced monitoring, by a role that RDS may take for this account only', () => {
  template.hasResourceProperties(INSTANCE, { MonitoringInterval: 60 });
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Principal: { Service: 'monitoring.rds.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        },
      ],
    },
  });
  template.resourceCountIs('AWS::IAM::Policy', 0);
});
