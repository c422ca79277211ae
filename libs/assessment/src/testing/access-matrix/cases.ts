import type { Asked } from './ask';

const AT = 'us-east-2:111122223333';
const arn = {
  pipeline: (name: string) => `arn:aws:codepipeline:${AT}:${name}`,
  log: (group: string) => `arn:aws:logs:${AT}:log-group:${group}`,
  secret: (name: string) => `arn:aws:secretsmanager:${AT}:secret:${name}-AbCdEf`,
  role: (name: string) => `arn:aws:iam::111122223333:role/${name}`,
  user: (name: string) => `arn:aws:iam::111122223333:user/${name}`,
  key: (name: string) => `arn:aws:kms:${AT}:key/${name}`,
};
const REPOSITORY = `arn:aws:codecommit:${AT}:medmo-platform`;
const APPROVAL = 'Approval/Approve';

const on = (action: string, resource: string, context: Asked['context'] = {}): Asked => ({ action, resource, context });
const NO_MFA = { 'aws:MultiFactorAuthPresent': 'false' };
/** A request with an access key and no session does not say whether there was MFA. */
const ACCESS_KEY = { 'aws:MultiFactorAuthPresent': '' };

/** What each group is there for. */
export const ALLOWED: Readonly<Record<string, readonly Asked[]>> = {
  developers: [
    on('codepipeline:StartPipelineExecution', arn.pipeline('medmo-api-staging')),
    // careplane rollback: the releases, the image, and then the start of the pipeline.
    on('codepipeline:ListPipelineExecutions', arn.pipeline('medmo-api-staging')),
    on('ecr:DescribeImages', `arn:aws:ecr:${AT}:repository/medmo/api`),
    on('codepipeline:RetryStageExecution', arn.pipeline('medmo-frontend-staging/Scan')),
    on('codepipeline:StopPipelineExecution', arn.pipeline('medmo-admin-staging')),
    on('codepipeline:GetPipelineState', arn.pipeline('medmo-api-production')),
    on('codebuild:BatchGetBuilds', `arn:aws:codebuild:${AT}:project/medmo-api-staging-build`),
    on('logs:GetLogEvents', arn.log('/careplane/medmo/pipelines/medmo-api-staging-scan:log-stream:x')),
    on('logs:FilterLogEvents', arn.log('/careplane/medmo/environments/staging/api')),
    on('logs:DescribeLogGroups', '*'),
    on('secretsmanager:PutSecretValue', arn.secret('/medmo/staging/api/SESSION_KEY')),
    on('codecommit:GitPush', REPOSITORY, { 'codecommit:References': 'refs/heads/feature/x' }),
    // CodeCommit asks without the branch before it knows it.
    on('codecommit:GitPush', REPOSITORY),
    on('codecommit:CreatePullRequest', REPOSITORY),
    on('codecommit:MergePullRequestBySquash', REPOSITORY, { 'codecommit:References': 'refs/heads/main' }),
    // careplane status: the ledger, then the stacks.
    on('ssm:GetParametersByPath', `arn:aws:ssm:${AT}:parameter/careplane/medmo/`),
    on('cloudformation:DescribeStacks', `arn:aws:cloudformation:${AT}:stack/medmo-api-production/1`),
    on('ecs:DescribeServices', `arn:aws:ecs:${AT}:service/medmo-production/api`),
    on('securityhub:GetFindings', `arn:aws:securityhub:${AT}:hub/default`),
    on('iam:ChangePassword', arn.user('dana'), NO_MFA),
    on('iam:EnableMFADevice', arn.user('dana'), NO_MFA),
    on('iam:CreateVirtualMFADevice', 'arn:aws:iam::111122223333:mfa/dana', NO_MFA),
  ],
  'systems-engineers': [
    on('codepipeline:PutApprovalResult', arn.pipeline(`medmo-api-production/${APPROVAL}`)),
    on('codepipeline:PutApprovalResult', arn.pipeline(`medmo-main-prd-CFN/${APPROVAL}`)),
    on('codepipeline:DisableStageTransition', arn.pipeline('medmo-main-prd-CFN/Deploy')),
    // careplane rollback in production.
    on('codepipeline:ListPipelineExecutions', arn.pipeline('medmo-admin-production')),
    on('ecr:DescribeImages', `arn:aws:ecr:${AT}:repository/medmo/admin`),
    on('codepipeline:StartPipelineExecution', arn.pipeline('medmo-admin-production')),
    on('ecs:UpdateService', `arn:aws:ecs:${AT}:service/medmo-production/api`, {
      'ecs:enable-execute-command': 'false',
    }),
    on('ecs:StopTask', `arn:aws:ecs:${AT}:task/medmo-production/0123456789abcdef`),
    on('rds:RebootDBInstance', `arn:aws:rds:${AT}:db:medmo-production`),
    on('rds:DescribeDBInstances', `arn:aws:rds:${AT}:db:medmo-production`),
    on('backup:StartRestoreJob', `arn:aws:backup:${AT}:recovery-point:1EB3B5E7`),
    on('backup:ListRestoreJobs', '*'),
    on('iam:PassRole', arn.role('medmo-restore'), { 'iam:PassedToService': 'backup.amazonaws.com' }),
    on('logs:FilterLogEvents', arn.log('/careplane/medmo/environments/production/api')),
    on('logs:StartQuery', arn.log('aws-waf-logs-medmo-production')),
    on('secretsmanager:RotateSecret', arn.secret('/medmo/production/api/SESSION_KEY')),
    on('ec2:DescribeSecurityGroups', '*'),
    on('iam:EnableMFADevice', arn.user('dana'), NO_MFA),
  ],
  'security-engineers': [
    on('cloudtrail:LookupEvents', '*'),
    on('iam:GetAccountAuthorizationDetails', '*'),
    on('iam:GenerateCredentialReport', '*'),
    on('guardduty:ListDetectors', '*'),
    on('config:SelectResourceConfig', '*'),
    on('securityhub:BatchUpdateFindings', `arn:aws:securityhub:${AT}:hub/default`),
    on('s3:GetObject', 'arn:aws:s3:::medmo-baseline-audittrailbucket-1x2y/AWSLogs/x.json.gz'),
    on('s3:GetObject', 'arn:aws:s3:::medmo-pipelines-evidencebucket-1x2y/medmo/x.json'),
    on('kms:Decrypt', arn.key('evidence-key'), { 'kms:ViaService': 's3.us-east-2.amazonaws.com' }),
    on('logs:FilterLogEvents', arn.log('/aws/rds/instance/medmo-production/audit')),
    on('logs:FilterLogEvents', arn.log('/careplane/medmo/baseline/audit-trail')),
    on('iam:UpdateAccessKey', arn.user('morgan')),
    on('iam:AttachUserPolicy', arn.user('morgan'), { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSDenyAll' }),
    on('iam:AttachRolePolicy', arn.role('x'), { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSDenyAll' }),
  ],
  stakeholders: [
    on('ce:GetCostAndUsage', '*'),
    on('budgets:ViewBudget', 'arn:aws:budgets::111122223333:budget/medmo'),
    on('cloudwatch:GetDashboard', 'arn:aws:cloudwatch::111122223333:dashboard/medmo'),
    on('codepipeline:GetPipelineState', arn.pipeline('medmo-api-production')),
    on('iam:ChangePassword', arn.user('dana'), NO_MFA),
  ],
  'break-glass': [
    on('sts:AssumeRole', arn.role('careplane/medmo/shared/medmo-break-glass')),
    on('iam:ChangePassword', arn.user('dana'), NO_MFA),
  ],
};

/** What no member of any group may do, not even with AdministratorAccess attached by mistake. */
export const NEVER: readonly Asked[] = [
  // patients' data
  on('rds-db:connect', `arn:aws:rds-db:${AT}:dbuser:db-ABCDEFGHIJKL/api`),
  on('secretsmanager:GetSecretValue', arn.secret('/medmo/production/api/SESSION_KEY')),
  on('secretsmanager:GetSecretValue', arn.secret('/medmo/staging/api/SESSION_KEY')),
  on('ecs:ExecuteCommand', `arn:aws:ecs:${AT}:task/medmo-production/0123456789abcdef`),
  on('ecs:RunTask', `arn:aws:ecs:${AT}:task-definition/medmo-api-production:7`),
  on('ssm:StartSession', `arn:aws:ec2:${AT}:instance/i-0123456789abcdef0`),
  on('ssm:SendCommand', `arn:aws:ec2:${AT}:instance/i-0123456789abcdef0`),
  on('rds:ModifyDBSnapshotAttribute', `arn:aws:rds:${AT}:snapshot:medmo-production-1`),
  on('rds:CopyDBSnapshot', `arn:aws:rds:${AT}:snapshot:medmo-production-1`),
  on('rds:StartExportTask', '*'),
  on('ec2:ModifySnapshotAttribute', 'arn:aws:ec2:us-east-2::snapshot/snap-0123456789abcdef0'),
  // the record
  on('cloudtrail:StopLogging', `arn:aws:cloudtrail:${AT}:trail/medmo-baseline`),
  on('cloudtrail:DeleteTrail', `arn:aws:cloudtrail:${AT}:trail/medmo-baseline`),
  on('config:StopConfigurationRecorder', `arn:aws:config:${AT}:configuration-recorder/default/0123456789abcdef`),
  on('guardduty:DeleteDetector', `arn:aws:guardduty:${AT}:detector/0123456789abcdef0123456789abcdef`),
  on('securityhub:DisableSecurityHub', `arn:aws:securityhub:${AT}:hub/default`),
  on('logs:DeleteLogGroup', arn.log('/aws/rds/instance/medmo-production/audit')),
  on('logs:PutSubscriptionFilter', arn.log('/careplane/medmo/environments/production/api')),
  on('s3:BypassGovernanceRetention', 'arn:aws:s3:::medmo-pipelines-evidencebucket-1x2y/medmo/x.json'),
  on('s3:DeleteObjectVersion', 'arn:aws:s3:::medmo-baseline-audittrailbucket-1x2y/x.json.gz'),
  on('backup:DeleteRecoveryPoint', `arn:aws:backup:${AT}:recovery-point:1EB3B5E7`),
  on('backup:DeleteBackupVaultLockConfiguration', `arn:aws:backup:${AT}:backup-vault:medmo-production`),
  on('kms:ScheduleKeyDeletion', arn.key('x')),
  on('kms:PutKeyPolicy', arn.key('x')),
  on('organizations:LeaveOrganization', '*'),
  on('iam:DeleteAccountPasswordPolicy', '*'),
  on('ec2:DisableEbsEncryptionByDefault', '*'),
  on('s3:PutAccountPublicAccessBlock', '*'),
  // rights, and the ways round
  on('iam:CreateAccessKey', arn.user('morgan')),
  on('iam:CreateAccessKey', arn.user('dana')),
  on('iam:PutUserPolicy', arn.user('dana')),
  on('iam:AttachUserPolicy', arn.user('dana'), { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' }),
  on('iam:CreatePolicyVersion', 'arn:aws:iam::111122223333:policy/careplane/medmo/shared/medmo-developers-duties'),
  on('iam:AddUserToGroup', 'arn:aws:iam::111122223333:group/careplane/medmo/shared/medmo-systems-engineers'),
  on('iam:UpdateAssumeRolePolicy', arn.role('careplane/medmo/shared/medmo-break-glass')),
  on('iam:CreateLoginProfile', arn.user('morgan')),
  on('iam:PassRole', arn.role('careplane-medmo-shared-execution'), {
    'iam:PassedToService': 'cloudformation.amazonaws.com',
  }),
  on('sts:AssumeRole', arn.role('careplane-medmo-production-deploy')),
  on('codebuild:StartBuild', `arn:aws:codebuild:${AT}:project/medmo-main-deploy`, {
    'codebuild:source.buildspec': 'version: 0.2',
  }),
  on('cloudformation:UpdateStack', `arn:aws:cloudformation:${AT}:stack/medmo-data-production/1`),
  on('cloudformation:DeleteStack', `arn:aws:cloudformation:${AT}:stack/medmo-baseline/1`),
  on('codepipeline:UpdatePipeline', arn.pipeline('medmo-api-production')),
  on('ecr:PutImage', `arn:aws:ecr:${AT}:repository/medmo/api`),
  // sessions
  on('ce:GetCostAndUsage', '*', NO_MFA),
  on('rds:RebootDBInstance', `arn:aws:rds:${AT}:db:medmo-production`, ACCESS_KEY),
  on('ec2:DescribeSecurityGroups', '*', { 'aws:RequestedRegion': 'ap-south-1' }),
];

/** What is another group's duty, or another platform's. */
export const DENIED: Readonly<Record<string, readonly Asked[]>> = {
  developers: [
    on('codepipeline:PutApprovalResult', arn.pipeline(`medmo-api-production/${APPROVAL}`)),
    on('codepipeline:PutApprovalResult', arn.pipeline(`medmo-main-prd-CFN/${APPROVAL}`)),
    on('codepipeline:StartPipelineExecution', arn.pipeline('medmo-api-production')),
    on('codecommit:GitPush', REPOSITORY, { 'codecommit:References': 'refs/heads/main' }),
    on('codecommit:GitPush', REPOSITORY, { 'codecommit:References': 'refs/heads/stable' }),
    on('codecommit:MergePullRequestByFastForward', REPOSITORY, { 'codecommit:References': 'refs/heads/main' }),
    on('codecommit:OverridePullRequestApprovalRules', REPOSITORY),
    on('logs:FilterLogEvents', arn.log('/careplane/medmo/environments/production/api')),
    on('secretsmanager:PutSecretValue', arn.secret('/medmo/production/api/SESSION_KEY')),
    on('ecs:UpdateService', `arn:aws:ecs:${AT}:service/medmo-staging/api`),
    on('ec2:TerminateInstances', `arn:aws:ec2:${AT}:instance/i-0123456789abcdef0`, {
      'aws:ResourceTag/appenv': 'prod',
    }),
    on('ec2:AuthorizeSecurityGroupIngress', `arn:aws:ec2:${AT}:security-group/sg-0123456789abcdef0`),
    on(
      'wafv2:DisassociateWebACL',
      `arn:aws:elasticloadbalancing:${AT}:loadbalancer/app/medmo-production/0123456789abcdef`,
    ),
    on('ce:GetCostAndUsage', '*'),
    on('kms:Decrypt', arn.key('x')),
  ],
  'systems-engineers': [
    on('codecommit:GitPush', REPOSITORY, { 'codecommit:References': 'refs/heads/feature/x' }),
    on('codecommit:PutFile', REPOSITORY),
    on('codecommit:MergePullRequestBySquash', REPOSITORY),
    on('ecs:UpdateService', `arn:aws:ecs:${AT}:service/medmo-production/api`, { 'ecs:enable-execute-command': 'true' }),
    on('ecs:StopTask', `arn:aws:ecs:${AT}:task/other-cluster/0123456789abcdef`),
    on('rds:RebootDBInstance', `arn:aws:rds:${AT}:db:billing`),
    on('rds:DeleteDBInstance', `arn:aws:rds:${AT}:db:medmo-production`),
    on('logs:FilterLogEvents', arn.log('/aws/rds/instance/medmo-production/slowquery')),
    on('logs:FilterLogEvents', arn.log('/aws/rds/instance/medmo-production/audit')),
    on('logs:FilterLogEvents', arn.log('/careplane/other/environments/production/api')),
    on('iam:PassRole', arn.role('medmo-restore'), { 'iam:PassedToService': 'ec2.amazonaws.com' }),
    on('iam:PassRole', arn.role('x'), { 'iam:PassedToService': 'backup.amazonaws.com' }),
    on('codepipeline:StartPipelineExecution', arn.pipeline('other-api-production')),
    on('iam:ChangePassword', arn.user('morgan')),
    on('kms:Decrypt', arn.key('x'), { 'kms:ViaService': 'rds.us-east-2.amazonaws.com' }),
  ],
  'security-engineers': [
    on('codepipeline:PutApprovalResult', arn.pipeline(`medmo-api-production/${APPROVAL}`)),
    on('codecommit:GitPush', REPOSITORY),
    on('logs:FilterLogEvents', arn.log('/careplane/medmo/environments/production/api')),
    on('s3:GetObject', 'arn:aws:s3:::medmo-documents/x'),
    on('s3:PutObject', 'arn:aws:s3:::medmo-pipelines-evidencebucket-1x2y/x'),
    on('kms:Decrypt', arn.key('evidence-key'), { 'kms:ViaService': 'secretsmanager.us-east-2.amazonaws.com' }),
    on('iam:AttachRolePolicy', arn.role('x'), { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' }),
    on('iam:PutRolePolicy', arn.role('x')),
    on('iam:DetachUserPolicy', arn.user('morgan')),
    on('ecs:UpdateService', `arn:aws:ecs:${AT}:service/medmo-production/api`),
    on('ce:GetCostAndUsage', '*'),
  ],
  stakeholders: [
    on('codepipeline:PutApprovalResult', arn.pipeline(`medmo-api-production/${APPROVAL}`)),
    on('codepipeline:StartPipelineExecution', arn.pipeline('medmo-api-staging')),
    on('logs:FilterLogEvents', arn.log('/careplane/medmo/environments/staging/api')),
    on('budgets:ModifyBudget', 'arn:aws:budgets::111122223333:budget/medmo'),
    on('s3:GetObject', 'arn:aws:s3:::medmo-pipelines-evidencebucket-1x2y/x'),
    on('ecs:DescribeTasks', `arn:aws:ecs:${AT}:task/medmo-production/0123456789abcdef`),
    on('codecommit:GitPull', REPOSITORY),
  ],
  'break-glass': [
    on('rds:DescribeDBInstances', `arn:aws:rds:${AT}:db:medmo-production`),
    on('sts:AssumeRole', arn.role('careplane/medmo/shared/medmo-break-glass'), NO_MFA),
  ],
};

/** Roles: who, what, and the answer. */
export const ROLES: readonly (readonly [role: string, expected: 'allow' | 'deny', asked: Asked])[] = [
  ['medmo-break-glass', 'allow', on('rds:ModifyDBInstance', `arn:aws:rds:${AT}:db:medmo-production`)],
  ['medmo-break-glass', 'allow', on('iam:DetachRolePolicy', arn.role('careplane/medmo/production/x'))],
  ['medmo-break-glass', 'allow', on('iam:DeleteAccessKey', arn.user('morgan'))],
  [
    'medmo-break-glass',
    'allow',
    on('ec2:AuthorizeSecurityGroupIngress', `arn:aws:ec2:${AT}:security-group/sg-0123456789abcdef0`),
  ],
  ['medmo-break-glass', 'deny', on('cloudtrail:StopLogging', `arn:aws:cloudtrail:${AT}:trail/medmo-baseline`)],
  ['medmo-break-glass', 'deny', on('backup:DeleteRecoveryPoint', `arn:aws:backup:${AT}:recovery-point:1EB3B5E7`)],
  ['medmo-break-glass', 'deny', on('kms:ScheduleKeyDeletion', arn.key('x'))],
  [
    'medmo-break-glass',
    'deny',
    on('s3:BypassGovernanceRetention', 'arn:aws:s3:::medmo-pipelines-evidencebucket-1x2y/x'),
  ],
  ['medmo-break-glass', 'deny', on('iam:CreateUser', arn.user('second'))],
  ['medmo-break-glass', 'deny', on('iam:CreateRole', arn.role('second'))],
  ['medmo-break-glass', 'deny', on('iam:CreateAccessKey', arn.user('morgan'))],
  ['medmo-break-glass', 'deny', on('iam:DetachRolePolicy', arn.role('careplane/medmo/shared/medmo-break-glass'))],
  [
    'medmo-break-glass',
    'deny',
    on('iam:AttachUserPolicy', arn.user('dana'), { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' }),
  ],
  [
    'medmo-break-glass',
    'deny',
    on('iam:PassRole', arn.role('administrator'), { 'iam:PassedToService': 'lambda.amazonaws.com' }),
  ],
  ['medmo-break-glass', 'deny', on('sts:AssumeRole', arn.role('OrganizationAccountAccessRole'))],
  ...['staging', 'production'].flatMap((environment): (readonly [string, 'allow' | 'deny', Asked])[] => {
    const other = environment === 'staging' ? 'production' : 'staging';
    const deploy = `medmo-api-${environment}-deploy`;
    const rollout = `medmo-api-${environment}-rollout`;
    const own = arn.role(`careplane/medmo/${environment}/${rollout}`);
    const stack = `arn:aws:cloudformation:${AT}:stack/medmo-api-${environment}/1`;
    return [
      [deploy, 'allow', on('cloudformation:UpdateStack', stack, { 'cloudformation:RoleArn': own })],
      [deploy, 'deny', on('cloudformation:UpdateStack', stack)],
      [
        deploy,
        'deny',
        on('cloudformation:UpdateStack', stack, {
          'cloudformation:RoleArn': arn.role(`careplane-medmo-${environment}-execution`),
        }),
      ],
      [
        deploy,
        'deny',
        on('cloudformation:UpdateStack', `arn:aws:cloudformation:${AT}:stack/medmo-api-${other}/1`, {
          'cloudformation:RoleArn': own,
        }),
      ],
      [deploy, 'deny', on('cloudformation:DeleteStack', stack, { 'cloudformation:RoleArn': own })],
      [
        deploy,
        'deny',
        on('iam:PassRole', arn.role(`careplane-medmo-${environment}-execution`), {
          'iam:PassedToService': 'cloudformation.amazonaws.com',
        }),
      ],
      [rollout, 'deny', on('ecs:UpdateService', `arn:aws:ecs:${AT}:service/medmo-${other}/medmo-api-${other}-Service`)],
      [rollout, 'deny', on('rds:DeleteDBInstance', `arn:aws:rds:${AT}:db:medmo-${environment}`)],
      [rollout, 'deny', on('iam:CreateRole', arn.role('x'))],
      [rollout, 'deny', on('secretsmanager:GetSecretValue', arn.secret(`/medmo/${environment}/api/SESSION_KEY`))],
      [
        `medmo-github-deploy-${environment}`,
        'allow',
        on('sts:AssumeRole', arn.role(`careplane-medmo-${environment}-deploy`)),
      ],
      [`medmo-github-deploy-${environment}`, 'deny', on('sts:AssumeRole', arn.role(`careplane-medmo-${other}-deploy`))],
      [`medmo-github-deploy-${environment}`, 'deny', on('iam:CreateUser', arn.user('x'))],
      [
        `medmo-github-image-deploy-${environment}`,
        'deny',
        on('cloudformation:UpdateStack', `arn:aws:cloudformation:${AT}:stack/medmo-api-${environment}/1`),
      ],
      [
        `medmo-github-image-scan-${environment}`,
        'deny',
        on('sts:AssumeRole', arn.role(`careplane-medmo-${environment}-deploy`)),
      ],
      [
        `medmo-api-${environment}-deploy-build`,
        'allow',
        on('sts:AssumeRole', arn.role(`careplane/medmo/${environment}/${deploy}`)),
      ],
      [
        `medmo-api-${environment}-deploy-build`,
        'deny',
        on('sts:AssumeRole', arn.role(`careplane/medmo/${other}/medmo-api-${other}-deploy`)),
      ],
      [
        `medmo-api-${environment}-deploy-build`,
        'deny',
        on('codepipeline:PutApprovalResult', arn.pipeline(`medmo-api-${environment}/${APPROVAL}`)),
      ],
    ];
  }),
  ['medmo-github-plan', 'allow', on('sts:AssumeRole', arn.role('careplane-medmo-production-plan'))],
  ['medmo-github-plan', 'deny', on('sts:AssumeRole', arn.role('careplane-medmo-production-deploy'))],
  ['medmo-main-check', 'deny', on('sts:AssumeRole', arn.role('careplane-medmo-production-plan'))],
  ['medmo-main-prepare', 'deny', on('sts:AssumeRole', arn.role('careplane-medmo-production-deploy'))],
  ['medmo-main-deploy', 'allow', on('sts:AssumeRole', arn.role('careplane-medmo-production-deploy'))],
  ['medmo-main-deploy', 'deny', on('codepipeline:PutApprovalResult', arn.pipeline(`medmo-main-prd-CFN/${APPROVAL}`))],
  ['medmo-main-deploy', 'allow', on('codecommit:GetCommit', REPOSITORY)],
  ['medmo-main-deploy', 'deny', on('codecommit:GitPush', REPOSITORY)],
];
