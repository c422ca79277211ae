import type { Duty } from '../duty';

/** Buckets of the trail and of the evidence; CloudFormation chooses the ends of their names. */
const AUDIT_BUCKETS = ['arn:{partition}:s3:::{platform}-*trail*', 'arn:{partition}:s3:::{platform}-*evidence*'];
const USERS = 'arn:{partition}:iam::{account}:user/*';

/** Reviews, findings, and incidents. */
export const security = {
  'read-findings': {
    why: 'see what scanners and detectors have found, and patch it',
    allow: [
      {
        actions: [
          'inspector2:ListCoverage',
          'inspector2:ListFindings',
          'securityhub:DescribeHub',
          'securityhub:GetEnabledStandards',
          'securityhub:GetFindings',
        ],
        on: ['*'],
        wildcard: 'reads',
      },
    ],
  },
  'review-access': {
    why: 'review who may do what: 45 CFR 164.308(a)(4)(ii)(C)',
    allow: [
      {
        actions: [
          'access-analyzer:CheckNoNewAccess',
          'access-analyzer:GetFinding',
          'access-analyzer:ListAnalyzers',
          'access-analyzer:ListFindings',
          'access-analyzer:ValidatePolicy',
          'iam:GenerateCredentialReport',
          'iam:GenerateServiceLastAccessedDetails',
          'iam:GetAccountAuthorizationDetails',
          'iam:GetAccountSummary',
          'iam:GetCredentialReport',
          'iam:GetGroup',
          'iam:GetPolicy',
          'iam:GetPolicyVersion',
          'iam:GetRole',
          'iam:GetServiceLastAccessedDetails',
          'iam:ListGroups',
          'iam:ListPolicies',
          'iam:ListRoles',
          'iam:SimulatePrincipalPolicy',
        ],
        on: ['*'],
        wildcard: 'reads',
      },
    ],
  },
  'review-activity': {
    why: 'review what happened in the account: 45 CFR 164.308(a)(1)(ii)(D)',
    allow: [
      {
        actions: [
          'backup:DescribeBackupVault',
          'backup:GetBackupVaultAccessPolicy',
          'backup:ListBackupVaults',
          'cloudtrail:DescribeTrails',
          'cloudtrail:GetEventSelectors',
          'cloudtrail:GetTrail',
          'cloudtrail:GetTrailStatus',
          'cloudtrail:LookupEvents',
          'config:DescribeComplianceByConfigRule',
          'config:DescribeConfigRules',
          'config:DescribeConfigurationRecorderStatus',
          'config:DescribeConformancePackCompliance',
          'config:GetComplianceDetailsByConfigRule',
          'config:GetConformancePackComplianceDetails',
          'config:GetResourceConfigHistory',
          'config:SelectResourceConfig',
          'config:StartConfigRulesEvaluation',
          'ec2:DescribeFlowLogs',
          'ec2:DescribeSecurityGroups',
          'guardduty:GetDetector',
          'guardduty:GetFindings',
          'guardduty:ListDetectors',
          'guardduty:ListFindings',
          'inspector2:BatchGetAccountStatus',
          'kms:DescribeKey',
          'kms:GetKeyPolicy',
          'kms:GetKeyRotationStatus',
          'kms:ListKeys',
          'macie2:GetFindings',
          'macie2:GetMacieSession',
          'macie2:ListFindings',
          's3:GetBucketObjectLockConfiguration',
          's3:GetBucketPolicy',
          's3:GetBucketPublicAccessBlock',
          's3:GetEncryptionConfiguration',
          's3:ListAllMyBuckets',
        ],
        on: ['*'],
        wildcard: 'reads',
      },
    ],
  },
  /** The buckets limit what can be decrypted: S3 uses the keys only for objects that this person may read. */
  'read-evidence': {
    why: 'show the trail and the evidence of releases to an auditor',
    allow: [
      { actions: ['s3:ListBucket'], on: AUDIT_BUCKETS, wildcard: 'named' },
      {
        actions: ['s3:GetObject', 's3:GetObjectRetention', 's3:GetObjectVersion'],
        on: AUDIT_BUCKETS.map((bucket) => `${bucket}/*`),
        wildcard: 'named',
      },
      {
        actions: ['kms:Decrypt'],
        on: ['{auditKey}'],
        conditions: { StringEquals: { 'kms:ViaService': ['s3.{region}.amazonaws.com'] } },
      },
    ],
  },
  'work-on-findings': {
    why: 'note, assign and close findings, with a reason',
    allow: [
      {
        actions: [
          'access-analyzer:UpdateFindings',
          'guardduty:ArchiveFindings',
          'guardduty:UpdateFindingsFeedback',
          'securityhub:BatchUpdateFindings',
        ],
        on: ['*'],
        wildcard: 'findings',
      },
    ],
  },
  /** `AWSDenyAll` takes rights away and gives none; no other policy can be attached. */
  'stop-credentials': {
    why: 'stop a leaked key, a user or a role at once',
    allow: [
      {
        actions: ['iam:DeleteAccessKey', 'iam:DeleteLoginProfile', 'iam:ListAccessKeys', 'iam:UpdateAccessKey'],
        on: [USERS],
        wildcard: 'findings',
      },
      {
        actions: ['iam:AttachRolePolicy', 'iam:AttachUserPolicy'],
        on: [USERS, 'arn:{partition}:iam::{account}:role/*'],
        conditions: { ArnEquals: { 'iam:PolicyARN': 'arn:{partition}:iam::aws:policy/AWSDenyAll' } },
        wildcard: 'findings',
      },
    ],
  },
} as const satisfies Readonly<Record<string, Duty>>;
