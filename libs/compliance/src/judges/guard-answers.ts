/** Why a rule of the registry’s set for HIPAA fails on templates of the toolkit, and the rule that decides the same. */
export interface GuardAnswer {
  readonly reason: string;
  /** A rule of ours, or of cdk-nag’s pack for HIPAA, which is asked about each resource. */
  readonly decidedBy: string;
  /** What the logical ids match that the reason is about; elsewhere the rule is open. @default - all */
  readonly logicalIds?: RegExp;
}

/**
 * The rules of `hipaa-security.guard` (aws-guard-rules-registry, 76 rules) that fail on what the toolkit writes. Another rule decides
 * about each resource, and has its own reasons. A rule that is not in this table is open.
 */
export const GUARD_ANSWERS: Readonly<Record<string, GuardAnswer>> = {
  S3_BUCKET_LOGGING_ENABLED: {
    reason: 'Buckets that are access logs themselves do not log their own accesses, which would never end.',
    decidedBy: 'S3BucketLoggingEnabled',
  },
  S3_BUCKET_REPLICATION_ENABLED: {
    reason: 'Buckets hold logs, records and artifacts; S3 keeps them in three zones, and locks or versions keep them.',
    decidedBy: 'S3BucketReplicationEnabled',
  },
  S3_BUCKET_SSL_REQUESTS_ONLY: {
    reason: 'The rule compares with a boolean; policies have the text "false", which is what IAM writes and reads.',
    decidedBy: 'BucketRequiresTls',
  },
  CW_LOGGROUP_RETENTION_PERIOD_CHECK: {
    reason: 'The rule’s list of periods is older than CloudWatch’s: it lacks 2192 days, which are six years.',
    decidedBy: 'LogKeptSixYears',
  },
  RDS_MULTI_AZ_SUPPORT: {
    reason: 'An environment that patients do not use may wait until its database is restored.',
    decidedBy: 'RDSMultiAZSupport',
  },
  IAM_NO_INLINE_POLICY_CHECK: {
    reason:
      'The CDK’s own function for the default security group has its one policy inline: four actions on that group.',
    decidedBy: 'NoAdministratorPolicy',
    // Inline policies of other roles are open.
    logicalIds: /^CustomVpcRestrictDefaultSG/,
  },
  LAMBDA_INSIDE_VPC: {
    reason: 'Functions of a deploy call public APIs of AWS over TLS and read no data.',
    decidedBy: 'LambdaInsideVPC',
  },
  LAMBDA_CONCURRENCY_CHECK: {
    reason: 'CloudFormation alone runs the functions, once for each setting of a deploy.',
    decidedBy: 'LambdaConcurrency',
  },
  LAMBDA_DLQ_CHECK: {
    reason: 'CloudFormation waits for the answer of the functions: a run that is lost fails the stack.',
    decidedBy: 'LambdaDLQ',
  },
  SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED: {
    reason:
      'The rule wants all subnets to say "false", or none to say anything; here some say "false" and the others nothing.',
    decidedBy: 'VPCSubnetAutoAssignPublicIpDisabled',
  },
  NO_UNRESTRICTED_ROUTE_TO_IGW: {
    reason: 'Subnets of load balancers and NAT gateways have this route; those of tasks and databases do not.',
    decidedBy: 'VPCNoUnrestrictedRouteToIGW',
  },
  CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK: {
    reason: 'The rule fails on a project whose list of variables is empty.',
    decidedBy: 'SecretNotInVariable',
  },
  SECRETSMANAGER_ROTATION_ENABLED_CHECK: {
    reason: 'These secrets are issued by others, or shared with running sessions; their owner changes them.',
    decidedBy: 'SecretsManagerRotationEnabled',
  },
  CLOUDTRAIL_S3_DATAEVENTS_ENABLED: {
    reason:
      'The rule knows only the older selectors; the trail has advanced ones, with data events of the named buckets.',
    decidedBy: 'BaselineIsComplete',
  },
  CLOUD_TRAIL_ENCRYPTION_ENABLED: {
    reason: 'The rule wants the key as text; the template refers to a key of the same stack.',
    decidedBy: 'BaselineIsComplete',
  },
};

/** The answer to a rule that fails at a resource; undefined if it is open there. */
export function guardAnswer(rule: string, logicalId: string | undefined): GuardAnswer | undefined {
  const answer = GUARD_ANSWERS[rule];
  return answer?.logicalIds?.test(logicalId ?? '') === false ? undefined : answer;
}

/** The reason as the verdict has it. */
export function guardReason({ reason, decidedBy }: GuardAnswer): string {
  return `${reason} ${decidedBy} decides about each resource.`;
}

/** Day on which the answers above were last reviewed. */
const REVIEWED_ON = '2026-11-29';

/** By reason: the day of its last review. */
export const GUARD_REVIEWS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(GUARD_ANSWERS).map((answer) => [guardReason(answer), REVIEWED_ON]),
);
