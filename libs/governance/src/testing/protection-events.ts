/** What an event says, as EventBridge hands it on. */
type Event = Readonly<Record<string, unknown>>;

/** An event that must reach people, and one beside it that must not. */
export interface EventPair {
  readonly matches: readonly Event[];
  readonly mustNot: readonly Event[];
}

const PIPELINE_ROLE = 'arn:aws:iam::111122223333:role/careplane/acme/production/acme-deploy';
const PERSON = { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/robin' };

/** What a request of each service is about, as CloudTrail spells it. */
const REQUESTS: Readonly<Record<string, Event>> = {
  kms: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' },
  backup: { backupVaultName: 'acme-production' },
  s3: { bucketName: 'acme-anything' },
  codebuild: { projectName: 'acme-api-production-build' },
  cloudformation: { stackName: 'acme-data-production' },
  rds: { dBInstanceIdentifier: 'acme-production' },
  sts: { roleArn: 'arn:aws:iam::111122223333:role/other' },
};

/** A call of a service, as CloudTrail records it. */
const call = (service: string, eventName: string, { requestParameters, ...more }: Event = {}): Event => ({
  source: `aws.${service}`,
  'detail-type': 'AWS API Call via CloudTrail',
  detail: {
    eventSource: `${service}.amazonaws.com`,
    eventName,
    userIdentity: PERSON,
    requestParameters: { ...REQUESTS[service], ...(requestParameters as Event | undefined) },
    ...more,
  },
});
const by = (arn: string, more: Event = {}): Event => ({
  userIdentity: { type: 'AssumedRole', arn: `${arn}/session`, sessionContext: { sessionIssuer: { arn } }, ...more },
});
const withRequest = (requestParameters: Event): Event => ({ requestParameters });
const job = (kind: string, detail: Event): Event => ({
  source: 'aws.backup',
  'detail-type': `${kind} Job State Change`,
  detail: {
    [`${kind.toLowerCase()}JobId`]: '8f4b',
    resourceType: 'RDS',
    iamRoleArn: 'arn:aws:iam::111122223333:role/by-hand',
    ...detail,
  },
});
const threat = (severity: number): Event => ({
  source: 'aws.guardduty',
  'detail-type': 'GuardDuty Finding',
  detail: {
    id: '6ab2',
    severity,
    type: 'Execution:Runtime/NewBinaryExecuted',
    resource: { resourceType: 'ECSCluster' },
  },
});
const DIRECTORY_ROLE = 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_x';

/** By id of the rule. */
export const EVENTS: Readonly<Record<string, EventPair>> = {
  KeyDeletion: {
    matches: [call('kms', 'ScheduleKeyDeletion'), call('kms', 'DisableKey'), call('kms', 'DeleteImportedKeyMaterial')],
    mustNot: [call('kms', 'CancelKeyDeletion'), call('kms', 'Decrypt'), call('s3', 'ScheduleKeyDeletion')],
  },
  KeyPolicy: {
    matches: [call('kms', 'PutKeyPolicy'), call('kms', 'DisableKeyRotation')],
    mustNot: [call('kms', 'GetKeyPolicy'), call('kms', 'EnableKeyRotation')],
  },
  VaultLock: {
    matches: [
      call('backup', 'DeleteBackupVaultLockConfiguration'),
      call('backup', 'DeleteRecoveryPoint'),
      call('backup', 'UpdateRecoveryPointLifecycle'),
    ],
    mustNot: [call('backup', 'PutBackupVaultLockConfiguration'), call('backup', 'DescribeRecoveryPoint')],
  },
  ObjectLock: {
    matches: [
      call('s3', 'PutObjectRetention', withRequest({ bucketName: 'anything' })),
      call('s3', 'PutBucketObjectLockConfiguration'),
      call('s3', 'PutObjectLockConfiguration'),
      call('s3', 'DeleteObject', withRequest({ bucketName: 'acme-pipelines-evidencebucket-1x2y' })),
      call('s3', 'PutObjectLegalHold', withRequest({ bucketName: 'acme-baseline-audittrailbucket-1x2y' })),
    ],
    mustNot: [
      call('s3', 'DeleteObject', withRequest({ bucketName: 'acme-artifacts-1x2y' })),
      call('s3', 'PutObject', withRequest({ bucketName: 'acme-pipelines-evidencebucket-1x2y' })),
    ],
  },
  BuildByHand: {
    matches: [
      call('codebuild', 'StartBuild'),
      call('codebuild', 'RetryBuild', { userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root' } }),
      call('codebuild', 'StartBuildBatch', by(DIRECTORY_ROLE)),
    ],
    mustNot: [
      call('codebuild', 'StartBuild', by(PIPELINE_ROLE)),
      call('codebuild', 'StartBuild', by(DIRECTORY_ROLE, { invokedBy: 'codepipeline.amazonaws.com' })),
      call('codebuild', 'BatchGetBuilds'),
    ],
  },
  StackProtection: {
    matches: [
      call('cloudformation', 'UpdateTerminationProtection', withRequest({ enableTerminationProtection: false })),
    ],
    mustNot: [
      call('cloudformation', 'UpdateTerminationProtection', withRequest({ enableTerminationProtection: true })),
      call('cloudformation', 'UpdateStack', withRequest({ enableTerminationProtection: false })),
    ],
  },
  DatabaseProtection: {
    matches: [
      call('rds', 'ModifyDBInstance', withRequest({ deletionProtection: false })),
      call('rds', 'ModifyDBCluster', withRequest({ deletionProtection: false })),
    ],
    mustNot: [
      call('rds', 'ModifyDBInstance', withRequest({ deletionProtection: true })),
      call('rds', 'ModifyDBInstance', withRequest({ backupRetentionPeriod: 35 })),
    ],
  },
  BackupFailed: {
    matches: [
      job('Backup', { state: 'FAILED' }),
      job('Copy', { state: 'FAILED' }),
      job('Restore', { status: 'ABORTED' }),
      job('Backup', { state: 'EXPIRED' }),
    ],
    mustNot: [
      job('Backup', { state: 'COMPLETED' }),
      // The environment that the job belongs to reports it.
      job('Backup', { state: 'FAILED', iamRoleArn: PIPELINE_ROLE }),
    ],
  },
  RestoreTestFailed: {
    matches: [
      job('Restore', { status: 'COMPLETED', validationStatus: 'FAILED' }),
      job('Restore', { status: 'FAILED', restoreTestingPlanArn: 'arn:aws:backup:us-east-2:111122223333:plan:x' }),
    ],
    mustNot: [
      job('Restore', { status: 'COMPLETED', validationStatus: 'SUCCESSFUL' }),
      job('Restore', { status: 'FAILED' }),
      job('Backup', { state: 'FAILED' }),
    ],
  },
  ThreatFound: { matches: [threat(7), threat(8.9)], mustNot: [threat(6.9), threat(2)] },
  BreakGlass: {
    matches: [
      call('sts', 'AssumeRole', withRequest({ roleArn: 'arn:aws:iam::111122223333:role/careplane/acme-break-glass' })),
    ],
    mustNot: [
      call('sts', 'AssumeRole', withRequest({ roleArn: 'arn:aws:iam::111122223333:role/acme-break-glass-reader' })),
      call('sts', 'GetCallerIdentity'),
    ],
  },
};
