import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Backup } from './backup';
import type { BackupProps } from './backup';
import { BackupVault } from './backup-vault';
import { isolatedVpc, newDatabase, TOPIC } from './testing/database';
import { testStack } from './testing/stack';

const PLAN = 'AWS::Backup::BackupPlan';
const RESTORE_PLAN = 'AWS::Backup::RestoreTestingPlan';
const RESTORE_SELECTION = 'AWS::Backup::RestoreTestingSelection';
const COPY_VAULT = 'arn:aws:backup:us-west-2:111122223333:backup-vault:acme-production-copy';
const REASON = 'They restore the database; the evidence bucket keeps what has to be kept for six years.';

function synthesize(overrides: Partial<BackupProps> = {}): Template {
  const stack = testStack();
  const vpc = isolatedVpc(stack);
  const key = new Key(stack, 'Key');
  const alarmTopic = Topic.fromTopicArn(stack, 'Topic', TOPIC);
  new Backup(stack, 'Backup', {
    name: 'acme-production',
    databases: [newDatabase(stack, { vpc, key, alarmTopic })],
    vpc,
    vault: new BackupVault(stack, 'BackupVault', {
      vaultName: 'acme-production',
      key,
      retentionDays: 35,
      lock: { mode: 'governance' },
    }),
    intervalHours: 12,
    startWindowHours: 1,
    retentionDays: 35,
    retentionReason: REASON,
    rpoHours: 24,
    alarmTopic,
    restoreTest: { everyDays: 7, validationHours: 24 },
    ...overrides,
  });
  return Template.fromStack(stack);
}

const template = synthesize();
const databaseArn = {
  'Fn::Join': ['', ['arn:aws:rds:us-east-2:111122223333:db:', { Ref: Match.stringLikeRegexp('^DatabaseInstance') }]],
};
const role = { 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupRole'), 'Arn'] };
const vaultArn = { 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupVault'), 'BackupVaultArn'] };

describe('the plan', () => {
  test('takes a backup every twelve hours and keeps it for 35 days, in this region', () => {
    template.hasResourceProperties(PLAN, {
      BackupPlan: {
        BackupPlanName: 'acme-production',
        BackupPlanRule: [
          {
            RuleName: 'every-12-hours',
            ScheduleExpression: 'cron(0 0,12 * * ? *)',
            StartWindowMinutes: 60,
            CompletionWindowMinutes: 540,
            Lifecycle: { DeleteAfterDays: 35 },
            TargetBackupVault: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupVault'), 'BackupVaultName'] },
            CopyActions: [],
          },
        ],
      },
    });
  });

  test.each<[intervalHours: number, schedule: string]>([
    [24, 'cron(0 0 * * ? *)'],
    [6, 'cron(0 0,6,12,18 * * ? *)'],
    [1, `cron(0 ${Array.from({ length: 24 }, (_, hour) => hour).join(',')} * * ? *)`],
  ])('every %i hours', (intervalHours, ScheduleExpression) => {
    synthesize({ intervalHours }).hasResourceProperties(PLAN, {
      BackupPlan: { BackupPlanRule: [Match.objectLike({ ScheduleExpression })] },
    });
  });

  test('copies each backup to the second region, for as long', () => {
    synthesize({ copyVaultArn: COPY_VAULT }).hasResourceProperties(PLAN, {
      BackupPlan: {
        BackupPlanRule: [
          Match.objectLike({
            CopyActions: [{ DestinationBackupVaultArn: COPY_VAULT, Lifecycle: { DeleteAfterDays: 35 } }],
          }),
        ],
      },
    });
  });

  test('names the database by its ARN: a lost tag takes nothing out', () => {
    template.resourceCountIs('AWS::Backup::BackupSelection', 1);
    template.hasResourceProperties('AWS::Backup::BackupSelection', {
      BackupSelection: {
        SelectionName: 'database',
        Resources: [databaseArn],
        IamRoleArn: role,
        ListOfTags: Match.absent(),
        NotResources: Match.absent(),
      },
    });
  });
});

describe('the restore test', () => {
  test.each<[everyDays: number, schedule: string]>([
    [1, 'cron(0 5 ? * * *)'],
    [7, 'cron(0 5 ? * MON *)'],
    [30, 'cron(0 5 1 * ? *)'],
  ])('every %i days', (everyDays, ScheduleExpression) => {
    synthesize({ restoreTest: { everyDays, validationHours: 4 } }).hasResourceProperties(RESTORE_PLAN, {
      ScheduleExpression,
    });
  });

  test('takes the newest backup of this vault', () => {
    template.hasResourceProperties(RESTORE_PLAN, {
      // AWS knows letters, digits and underscores only.
      RestoreTestingPlanName: 'acme_production',
      RecoveryPointSelection: {
        Algorithm: 'LATEST_WITHIN_WINDOW',
        IncludeVaults: [vaultArn],
        RecoveryPointTypes: ['SNAPSHOT'],
        SelectionWindowDays: 7,
      },
    });
    synthesize({ retentionDays: 3 }).hasResourceProperties(RESTORE_PLAN, {
      RecoveryPointSelection: { SelectionWindowDays: 3 },
    });
  });

  test('brings the copy of the patients’ data up in the isolated subnets, where nothing reaches it', () => {
    template.hasResourceProperties(RESTORE_SELECTION, {
      RestoreTestingPlanName: 'acme_production',
      ProtectedResourceType: 'RDS',
      ProtectedResourceArns: [databaseArn],
      IamRoleArn: role,
      ValidationWindowHours: 24,
      RestoreMetadataOverrides: {
        dbSubnetGroupName: { Ref: Match.stringLikeRegexp('^DatabaseSubnetGroup') },
        publiclyAccessible: 'false',
        vpcSecurityGroupIds: {
          'Fn::Join': [
            '',
            ['["', { 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupRestoreTestSecurityGroup'), 'GroupId'] }, '"]'],
          ],
        },
      },
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: Match.stringLikeRegexp('nothing may reach them'),
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
  });

  test('has its selection made after its plan', () => {
    const [selection] = Object.values(template.findResources(RESTORE_SELECTION));
    expect(selection?.['DependsOn']).toEqual(Object.keys(template.findResources(RESTORE_PLAN)));
  });
});

test('AWS Backup may take the role for this account only, with AWS’s two policies for it', () => {
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'backup.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        },
      ],
    },
    ManagedPolicyArns: ['Backup', 'Restores'].map((name) => ({
      'Fn::Join': [
        '',
        ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor${name}`],
      ],
    })),
  });
  template.resourceCountIs('AWS::IAM::Policy', 0);
});

describe('alarms', () => {
  test('a backup, copy or restore that fails is announced, this plan’s only', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.backup'],
        'detail-type': ['Backup Job State Change', 'Copy Job State Change', 'Restore Job State Change'],
        detail: {
          iamRoleArn: [role],
          $or: [
            { state: ['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'] },
            { status: ['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'] },
          ],
        },
      },
      Targets: [Match.objectLike({ Arn: TOPIC })],
    });
  });

  test.each([24, 12])('one rings when there was no backup for %i hours; silence is not consent', (rpoHours) => {
    synthesize({ rpoHours }).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Backup',
      MetricName: 'NumberOfBackupJobsCompleted',
      Dimensions: [{ Name: 'BackupVaultName', Value: Match.anyValue() }],
      Statistic: 'Sum',
      Period: 3600,
      EvaluationPeriods: rpoHours,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      AlarmActions: [TOPIC],
    });
  });
});

test('backups that end before six years carry the reason, and others do not', () => {
  synthesize().hasResource(PLAN, { Metadata: { 'careplane:acknowledged': { BackupKeptSixYears: REASON } } });
  synthesize({ retentionDays: 2192 }).hasResource(PLAN, { Metadata: Match.absent() });
});
