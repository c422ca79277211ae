import { ANY_RESOURCE } from './ask';
import type { Asked } from './ask';

const AT = 'us-east-2:111122223333';
const ACCOUNT = '111122223333';
/** Where the resource does not matter, one that the action can be done to. */
const on = (action: string, resource = ANY_RESOURCE, context: Asked['context'] = {}): Asked => ({
  action,
  resource,
  context,
});
const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const user = (name: string): string => `arn:aws:iam::${ACCOUNT}:user/${name}`;
const key = `arn:aws:kms:${AT}:key/11111111-2222-3333-4444-555555555555`;
const stack = (name: string): string => `arn:aws:cloudformation:${AT}:stack/${name}/1`;
const trailBucket = 'arn:aws:s3:::medmo-baseline-audittraillogsbucketfaf71a66-1x2y';
const evidence = 'arn:aws:s3:::medmo-pipelines-evidencebucketc67ff768-1x2y';
const database = `arn:aws:rds:${AT}:db:medmo-production`;
const service = `arn:aws:ecs:${AT}:service/medmo-production/api`;
const alarm = `arn:aws:cloudwatch:${AT}:alarm:medmo-baseline-TrailAlarmsRootUsedAlarm025C2E9E-1x2y`;
const rule = `arn:aws:events:${AT}:rule/medmo-baseline-ProtectionKeyDeletionFE46336F-1x2y`;
const topic = `arn:aws:sns:${AT}:medmo-baseline-AlertsTopicCF7C81C9-1x2y`;
const trailGroup = `arn:aws:logs:${AT}:log-group:/careplane/medmo/baseline/audit-trail`;
const fn = `arn:aws:lambda:${AT}:function:medmo-baseline-SettingsFunction532B466E-1x2y`;
const repository = `arn:aws:codecommit:${AT}:medmo-platform`;
const RECORDERS = [
  'careplane/medmo/shared/medmo-baseline-AuditTrailLogRoleD8D4F2D7-1x2y',
  'careplane/medmo/shared/medmo-account-settings-us-east-2',
  'careplane/medmo/shared/medmo-network-NetworkFlowLogRole4C0B2D1D-1x2y',
  'careplane/medmo/production/medmo-data-production-BackupRole4CD139C5-1x2y',
].map(role);
const DENY_ALL = { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSDenyAll' };

/** The record, the detectors and the alarms are made blind, without being deleted. Not even in an emergency. */
export const BLINDING: readonly Asked[] = [
  on('cloudtrail:PutEventSelectors', `arn:aws:cloudtrail:${AT}:trail/medmo-baseline`),
  on('cloudtrail:UpdateTrail', `arn:aws:cloudtrail:${AT}:trail/medmo-baseline`),
  on('cloudtrail:PutEventConfiguration', `arn:aws:cloudtrail:${AT}:trail/medmo-baseline`),
  on('config:PutDeliveryChannel'),
  on('config:PutRetentionConfiguration'),
  on('config:PutConfigRule'),
  on('config:DeleteEvaluationResults'),
  on('config:PutRemediationConfigurations'),
  on('guardduty:CreateIPSet'),
  on('guardduty:CreateTrustedEntitySet'),
  on('guardduty:CreateFilter'),
  on('guardduty:UpdateMalwareScanSettings'),
  on('guardduty:DisassociateFromAdministratorAccount'),
  on('guardduty:AcceptAdministratorInvitation'),
  on('securityhub:BatchUpdateStandardsControlAssociations'),
  on('securityhub:CreateAutomationRule'),
  on('securityhub:UpdateSecurityControl'),
  on('securityhub:UpdateSecurityHubConfiguration'),
  on('securityhub:DisableImportFindingsForProduct'),
  on('inspector2:CreateFilter'),
  on('inspector2:UpdateConfiguration'),
  on('access-analyzer:CreateArchiveRule'),
  on('access-analyzer:UpdateAnalyzer'),
  on('ec2:DeleteFlowLogs', `arn:aws:ec2:${AT}:vpc-flow-log/fl-0123456789abcdef0`),
  on('wafv2:DeleteLoggingConfiguration'),
  on('logs:PutMetricFilter', trailGroup),
  on('logs:PutRetentionPolicy', trailGroup),
  on('logs:CreateExportTask', trailGroup),
  on('logs:AssociateKmsKey', trailGroup),
  on('logs:PutAccountPolicy'),
  on('logs:DeleteResourcePolicy'),
  on('cloudwatch:DisableAlarmActions', alarm),
  on('cloudwatch:DeleteAlarms', alarm),
  on('cloudwatch:PutMetricAlarm', alarm),
  on('cloudwatch:SetAlarmState', alarm),
  on('cloudwatch:PutAlarmMuteRule', `arn:aws:cloudwatch:${AT}:alarm-mute-rule:quiet`),
  on('events:DisableRule', rule),
  on('events:RemoveTargets', rule),
  on('events:PutTargets', rule),
  on('sns:Unsubscribe', topic),
  on('sns:SetSubscriptionAttributes', topic),
  on('sns:SetTopicAttributes', topic),
  on('sns:AddPermission', topic),
  on('sqs:PurgeQueue', `arn:aws:sqs:${AT}:medmo-baseline-UndeliveredQueue47FA64CB-1x2y`),
  ...RECORDERS.map((recorder) => on('iam:AttachRolePolicy', recorder, DENY_ALL)),
];

/** Evidence, backups and keys are shared, changed or made useless. Not even in an emergency. */
export const TAMPERING: readonly Asked[] = [
  on('s3:PutObject', `${evidence}/medmo/api/production/verdict.json`),
  on('s3:DeleteObject', `${trailBucket}/AWSLogs/x.json.gz`),
  on('s3:PutBucketPolicy', trailBucket),
  on('s3:PutBucketAcl', trailBucket),
  on('s3:PutEncryptionConfiguration', trailBucket),
  on('s3:PutBucketLogging', trailBucket),
  on('s3:PutBucketNotification', trailBucket),
  on('s3:PutLifecycleConfiguration', 'arn:aws:s3:::medmo-baseline-accesslogsbucketcd784a59-1x2y'),
  on('s3:DeleteBucketPolicy', 'arn:aws:s3:::medmo-baseline-configurationbucket4c9ee6ef-1x2y'),
  on('s3:ReplicateDelete', `${evidence}/x`),
  on('backup:UpdateBackupPlan'),
  on('backup:StopBackupJob'),
  on('backup:PutBackupVaultSharingPolicy', `arn:aws:backup:${AT}:backup-vault:medmo-production`),
  on('backup:UpdateRegionSettings'),
  on('backup:DeleteRestoreTestingPlan'),
  on('rds:DeleteDBSnapshot', `arn:aws:rds:${AT}:snapshot:medmo-production-1`),
  on('rds:DeleteDBInstanceAutomatedBackup', `arn:aws:rds:${AT}:auto-backup:ab-x`),
  on('kms:CreateGrant', key),
  on('kms:CreateGrant', key, { 'kms:GrantIsForAWSResource': 'false' }),
  on('kms:RevokeGrant', key),
  on('kms:UpdateAlias', `arn:aws:kms:${AT}:alias/medmo-production`),
  on('kms:DeleteAlias', `arn:aws:kms:${AT}:alias/medmo-production`),
  on('kms:ReplicateKey', key),
  on('kms:DisableKey', key),
  on('account:EnableRegion'),
  on('account:AcceptPrimaryEmailUpdate'),
  on('account:PutContactInformation'),
  on('ec2:ModifyEbsDefaultKmsKeyId'),
  on('ec2:EnableSnapshotBlockPublicAccess'),
  on('iam:EnableOrganizationsRootSessions'),
  on('iam:UpdateAccountPasswordPolicy'),
  // Another organization would have its own guardrails, and its root sessions.
  on('organizations:AcceptHandshake'),
  on('organizations:CreateOrganization'),
  on('organizations:DetachPolicy'),
  on('organizations:RegisterDelegatedAdministrator'),
];

/** Rights are taken or given by a way around IAM’s obvious actions. Not even in an emergency. */
export const CLIMBING: readonly Asked[] = [
  on('iam:ResetServiceSpecificCredential', user('morgan')),
  on('iam:UploadSSHPublicKey', user('morgan')),
  on('iam:UploadSigningCertificate', user('dana')),
  on('iam:CreateServiceSpecificCredential', user('dana')),
  on('iam:UpdateUser', user('morgan')),
  on(
    'iam:AddClientIDToOpenIDConnectProvider',
    `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
  ),
  on(
    'iam:UpdateOpenIDConnectProviderThumbprint',
    `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
  ),
  on('iam:AddRoleToInstanceProfile', `arn:aws:iam::${ACCOUNT}:instance-profile/x`),
  on('iam:AttachRolePolicy', role('medmo-restore'), { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' }),
  on('iam:UpdateAssumeRolePolicy', role('medmo-restore')),
  on('iam:PutRolePolicy', RECORDERS[3]),
  on('iam:DeleteUserPermissionsBoundary', user('dana')),
  on('iam:PassRole', role('administrator'), { 'iam:PassedToService': 'ec2.amazonaws.com' }),
  on('iam:PassRole', role('administrator'), { 'iam:PassedToService': 'glue.amazonaws.com' }),
  on('iam:PassRole', role('administrator'), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }),
  on('iam:PassRole', role('careplane-medmo-shared-execution'), {
    'iam:PassedToService': 'cloudformation.amazonaws.com',
  }),
  on('sso:CreateAccountAssignment'),
  on('sso:PutInlinePolicyToPermissionSet'),
  on('identitystore:CreateGroupMembership'),
  on('rolesanywhere:CreateTrustAnchor'),
  on('sts:GetFederationToken', `arn:aws:sts::${ACCOUNT}:federated-user/x`),
  on('sts:AssumeRole', role('careplane-medmo-shared-deploy')),
  on('sts:AssumeRole', role('careplane/medmo/shared/medmo-main-deploy'), { 'aws:RequestTag/team': 'platform' }),
  on('lambda:UpdateFunctionCode', fn),
  on('lambda:AddPermission', fn),
  on('lambda:InvokeFunction', fn),
  on('lambda:CreateFunctionUrlConfig', fn),
  on('codebuild:StartBuild', `arn:aws:codebuild:${AT}:project/medmo-main-deploy`),
  on('codebuild:UpdateProject', `arn:aws:codebuild:${AT}:project/medmo-main-deploy`),
  on('codepipeline:UpdatePipeline', `arn:aws:codepipeline:${AT}:medmo-main-prd-CFN`),
  on('cloudformation:UpdateStack', stack('medmo-baseline')),
  on('cloudformation:UpdateStack', stack('medmo-identity')),
  on('cloudformation:CreateChangeSet', stack('medmo-access')),
  on('cloudformation:DeleteStack', stack('medmo-data-production')),
  on('cloudformation:ExecuteChangeSet', stack('medmo-network')),
  on('cloudformation:ContinueUpdateRollback', stack('medmo-baseline')),
  on('cloudformation:UpdateTerminationProtection', stack('medmo-data-production')),
];

/** Patients’ data, secrets, images and code: what people of no group do by hand, not even as administrators by mistake. */
export const REACHING: readonly Asked[] = [
  on(
    'secretsmanager:PutResourcePolicy',
    `arn:aws:secretsmanager:${AT}:secret:/medmo/production/api/SESSION_KEY-AbCdEf`,
  ),
  on(
    'secretsmanager:ReplicateSecretToRegions',
    `arn:aws:secretsmanager:${AT}:secret:/medmo/production/api/SESSION_KEY-AbCdEf`,
  ),
  on('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${AT}:secret:rds!db-0123-AbCdEf`),
  on('secretsmanager:UpdateSecret', `arn:aws:secretsmanager:${AT}:secret:/medmo/production/api/SESSION_KEY-AbCdEf`),
  on('kms:Decrypt', key),
  on('kms:ReEncryptFrom', key),
  on('rds:ModifyDBInstance', database),
  on('rds:DownloadDBLogFilePortion', database),
  on('rds:CreateDBInstanceReadReplica', database),
  on('rds:RestoreDBInstanceToPointInTime', database),
  on('rds:RestoreDBClusterFromSnapshot', `arn:aws:rds:${AT}:cluster:x`),
  on('rds:ModifyDBParameterGroup', `arn:aws:rds:${AT}:pg:medmo-production`),
  on('rds:CreateBlueGreenDeployment', database),
  on('rds:StartActivityStream', database),
  on('backup:StartCopyJob', `arn:aws:backup:${AT}:recovery-point:1EB3B5E7`),
  on('ebs:GetSnapshotBlock', 'arn:aws:ec2:us-east-2::snapshot/snap-0123456789abcdef0'),
  on('ec2:CreateSnapshot', 'arn:aws:ec2:us-east-2::snapshot/snap-0123456789abcdef0'),
  on('ecs:UpdateService', service, { 'ecs:enable-execute-command': 'true' }),
  on('ecs:UpdateService', service, { 'ecs:enable-execute-command': 'false', 'ecs:auto-assign-public-ip': 'true' }),
  on('ecs:CreateService', service),
  on('ecs:CreateTaskSet', `arn:aws:ecs:${AT}:task-set/medmo-production/api/x`),
  on('ecs:RegisterTaskDefinition', `arn:aws:ecs:${AT}:task-definition/medmo-api-production:*`),
  on('ssm:CreateAssociation', `arn:aws:ssm:${AT}:document/AWS-RunShellScript`),
  on('ssm:GetAccessToken', `arn:aws:ssm:${AT}:opsitem/x`),
  on('sqs:ReceiveMessage', `arn:aws:sqs:${AT}:medmo-production-letters-dead`),
  on('sqs:SetQueueAttributes', `arn:aws:sqs:${AT}:medmo-production-letters`),
  on('ecr:PutImageTagMutability', `arn:aws:ecr:${AT}:repository/medmo/api`),
  on('ecr:PutImageScanningConfiguration', `arn:aws:ecr:${AT}:repository/medmo/api`),
  on('ecr:PutRegistryPolicy'),
  on('ecr:DeleteRepository', `arn:aws:ecr:${AT}:repository/medmo/api`),
  on('codebuild:UpdateProjectVisibility', `arn:aws:codebuild:${AT}:project/medmo-api-production-build`),
  on('codebuild:ImportSourceCredentials'),
  on('codecommit:DeleteRepository', repository),
  on('codecommit:UpdateApprovalRuleTemplateContent'),
  on('codecommit:BatchDisassociateApprovalRuleTemplateFromRepositories', repository),
  on('ram:CreateResourceShare'),
];

/** What is still possible in an emergency: to repair and to take rights away. */
export const REPAIRING: readonly Asked[] = [
  on('rds:ModifyDBInstance', database),
  on('rds:RestoreDBInstanceFromDBSnapshot', database),
  on('ecs:UpdateService', service),
  on('ecs:StopTask', `arn:aws:ecs:${AT}:task/medmo-production/x`),
  on('codepipeline:StartPipelineExecution', `arn:aws:codepipeline:${AT}:medmo-api-production`),
  on('codepipeline:StopPipelineExecution', `arn:aws:codepipeline:${AT}:medmo-main-prd-CFN`),
  on('cloudformation:UpdateStack', stack('medmo-api-production')),
  on('cloudformation:CreateChangeSet', stack('medmo-cluster-production')),
  on('iam:PassRole', role('careplane-medmo-production-execution'), {
    'iam:PassedToService': 'cloudformation.amazonaws.com',
  }),
  on('iam:AttachUserPolicy', user('morgan'), DENY_ALL),
  on('iam:DetachRolePolicy', role('careplane/medmo/production/medmo-api-production-TaskRole-1x2y')),
  on('backup:StartRestoreJob', `arn:aws:backup:${AT}:recovery-point:1EB3B5E7`),
  on('wafv2:UpdateIPSet', `arn:aws:wafv2:${AT}:regional/ipset/x/y`),
  on('elasticloadbalancing:ModifyListener', `arn:aws:elasticloadbalancing:${AT}:listener/app/medmo-production/x/y`),
  on('secretsmanager:RotateSecret', `arn:aws:secretsmanager:${AT}:secret:/medmo/production/api/SESSION_KEY-AbCdEf`),
  on(
    'cloudwatch:PutMetricAlarm',
    `arn:aws:cloudwatch:${AT}:alarm:medmo-data-production-DatabaseAlarmsCpuDD93EF69-1x2y`,
  ),
  on('kms:CreateGrant', key, { 'kms:GrantIsForAWSResource': 'true' }),
];
