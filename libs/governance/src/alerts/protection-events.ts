/** An event that weakens a protection, or says that one has failed. */
export interface ProtectionEvent {
  /** Id of the construct. */
  readonly id: string;
  /** What has happened, as a sentence without its full stop. */
  readonly title: string;
  /** Citations of 45 CFR. */
  readonly controls: readonly string[];
  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
  readonly pattern: EventPatternOfRule;
  /** What people must know to act: which key, bucket, build, job or threat, and who did it. */
  readonly details: EventDetails;
}

/**
 * Sentences with `<name>` for a part of the event, and the place of each part. A part that the event lacks is left empty; parts
 * are ids and names, never text that another person wrote.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export interface EventDetails {
  readonly text: string;
  readonly paths: Readonly<Record<string, string>>;
}

export interface EventPatternOfRule {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A call of a service, as CloudTrail hands it to EventBridge. */
function call(
  service: string,
  names: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): EventPatternOfRule {
  return {
    source: [`aws.${service}`],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: { eventSource: [`${service}.amazonaws.com`], eventName: names, ...more },
  };
}

/**
 * What was called, on what, and by whom.
 *
 * @param parameters names of the request's parameters that say on what; an event has one of them
 */
function callOf(...parameters: readonly string[]): EventDetails {
  const names = parameters.map((_, index) => `object${index + 1}`);
  return {
    text: `Call: <call> of ${names.map((name) => `<${name}>`).join('')}. By: <who>.`,
    paths: {
      call: '$.detail.eventName',
      who: '$.detail.userIdentity.arn',
      ...Object.fromEntries(names.map((name, index) => [name, `$.detail.requestParameters.${parameters[index]}`])),
    },
  };
}

/**
 * Which job, and how it ended. Backup and copy jobs speak of a state, restore jobs of a status.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
const JOB: EventDetails = {
  text: '<kind>: job <backup><copy><restore> of type <type> is <state><status>.',
  paths: {
    kind: '$.detail-type',
    backup: '$.detail.backupJobId',
    copy: '$.detail.copyJobId',
    restore: '$.detail.restoreJobId',
    type: '$.detail.resourceType',
    state: '$.detail.state',
    status: '$.detail.status',
  },
};

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html */
const THREAT: EventDetails = {
  text: 'Finding <finding> of severity <severity>: <type>, about a resource of type <resource>.',
  paths: {
    finding: '$.detail.id',
    severity: '$.detail.severity',
    type: '$.detail.type',
    resource: '$.detail.resource.resourceType',
  },
};

/** Roles of the toolkit's own stacks have this path: what they do was approved with their pipeline. */
const ROLE_OF_A_STACK = { 'anything-but': { wildcard: '*:role/careplane/*' } };

/**
 * Events that people must hear of within seconds. EventBridge sees its own region; the alarms on the audit trail see all of
 * them, later.
 *
 * @param breakGlassRoleName name of the role for emergencies; none, and there is no event for its use
 */
export function protectionEvents(breakGlassRoleName?: string): readonly ProtectionEvent[] {
  return [
    {
      id: 'KeyDeletion',
      title: 'The deletion of a KMS key was scheduled, or a key was disabled',
      controls: ['164.312(a)(2)(iv)', '164.308(a)(7)(ii)(A)'],
      details: callOf('keyId'),
      pattern: call('kms', ['ScheduleKeyDeletion', 'DisableKey', 'DeleteImportedKeyMaterial']),
    },
    {
      id: 'KeyPolicy',
      title: 'The policy of a KMS key was changed, or its rotation switched off',
      controls: ['164.312(a)(2)(iv)'],
      details: callOf('keyId'),
      pattern: call('kms', ['PutKeyPolicy', 'DisableKeyRotation']),
    },
    {
      id: 'VaultLock',
      title: 'A backup vault lost its lock or its policy, or a recovery point was deleted',
      controls: ['164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(D)'],
      details: callOf('backupVaultName'),
      pattern: call('backup', [
        'DeleteBackupVaultLockConfiguration',
        'DeleteBackupVaultAccessPolicy',
        'DeleteBackupVault',
        'DeleteRecoveryPoint',
        'DisassociateRecoveryPoint',
        'UpdateRecoveryPointLifecycle',
      ]),
    },
    {
      id: 'ObjectLock',
      title: 'Object Lock was changed, or an object of a locked bucket was deleted',
      controls: ['164.316(b)(2)(i)', '164.312(c)(1)'],
      details: callOf('bucketName'),
      pattern: {
        source: ['aws.s3'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['s3.amazonaws.com'],
          $or: [
            // The documentation has both spellings.
            { eventName: ['PutBucketObjectLockConfiguration', 'PutObjectLockConfiguration', 'PutObjectRetention'] },
            {
              eventName: ['DeleteObject', 'DeleteObjects', 'PutObjectLegalHold'],
              requestParameters: { bucketName: [{ wildcard: '*evidence*' }, { wildcard: '*audittrail*' }] },
            },
          ],
        },
      },
    },
    {
      id: 'BuildByHand',
      title: 'A person started a build',
      controls: ['164.308(a)(3)(ii)(A)'],
      details: callOf('projectName', 'id'),
      pattern: call('codebuild', ['StartBuild', 'StartBuildBatch', 'RetryBuild', 'RetryBuildBatch'], {
        $or: [
          { userIdentity: { type: ['IAMUser', 'Root'] } },
          {
            userIdentity: {
              invokedBy: [{ exists: false }],
              sessionContext: { sessionIssuer: { arn: [ROLE_OF_A_STACK] } },
            },
          },
        ],
      }),
    },
    {
      id: 'StackProtection',
      title: 'The termination protection of a stack was switched off',
      controls: ['164.312(c)(1)'],
      details: callOf('stackName'),
      pattern: call('cloudformation', ['UpdateTerminationProtection'], {
        requestParameters: { enableTerminationProtection: [false] },
      }),
    },
    {
      id: 'DatabaseProtection',
      title: 'The deletion protection of a database was switched off',
      controls: ['164.308(a)(7)(ii)(A)', '164.312(c)(1)'],
      details: callOf('dBInstanceIdentifier', 'dBClusterIdentifier'),
      pattern: call('rds', ['ModifyDBInstance', 'ModifyDBCluster'], {
        requestParameters: { deletionProtection: [false] },
      }),
    },
    {
      id: 'BackupFailed',
      title: 'A backup, copy or restore job failed',
      controls: ['164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(D)'],
      details: JOB,
      pattern: {
        source: ['aws.backup'],
        'detail-type': ['Backup Job State Change', 'Copy Job State Change', 'Restore Job State Change'],
        // Jobs of the toolkit's own plans are reported by their environment.
        detail: { iamRoleArn: [ROLE_OF_A_STACK], $or: [{ state: FAILED_STATES }, { status: FAILED_STATES }] },
      },
    },
    {
      id: 'RestoreTestFailed',
      title: 'A restore test failed its validation',
      controls: ['164.308(a)(7)(ii)(D)'],
      details: {
        ...JOB,
        text: `${JOB.text} Validation: <validation>.`,
        paths: { ...JOB.paths, validation: '$.detail.validationStatus' },
      },
      pattern: {
        source: ['aws.backup'],
        'detail-type': ['Restore Job State Change'],
        detail: {
          $or: [
            { validationStatus: ['FAILED', 'TIMED_OUT'] },
            { restoreTestingPlanArn: [{ exists: true }], status: FAILED_STATES },
          ],
        },
      },
    },
    {
      id: 'ThreatFound',
      title: 'GuardDuty found a threat of high severity',
      controls: ['164.308(a)(6)(ii)'],
      details: THREAT,
      pattern: {
        source: ['aws.guardduty'],
        'detail-type': ['GuardDuty Finding'],
        detail: { severity: [{ numeric: ['>=', 7] }] },
      },
    },
    ...(breakGlassRoleName === undefined
      ? []
      : [
          {
            id: 'BreakGlass',
            title: 'The role for emergencies was taken',
            controls: ['164.312(a)(2)(ii)'],
            details: callOf('roleArn'),
            pattern: call('sts', ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'], {
              requestParameters: { roleArn: [{ wildcard: `*/${breakGlassRoleName}` }] },
            }),
          },
        ]),
  ];
}

/** States in which a job has ended without what it was for. */
const FAILED_STATES = ['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'];
