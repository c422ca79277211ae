/** How the pack that is deployed differs from AWS's, or where a resource of the toolkit fails a rule on purpose. */
export interface Deviation {
  /** Identifier of the managed rule. */
  readonly identifier: string;
  /**
   * - `parameters`: the rule has other parameters
   * - `excluded`: the rule is left out
   * - `expected`: the rule is there, and some resources fail it with this reason
   */
  readonly kind: 'parameters' | 'excluded' | 'expected';
  /** Only for `parameters`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** For auditors: why the risk is covered. */
  readonly reason: string;
}

/**
 * The reasons are those with which the judges' findings are acknowledged in the sources; a test compares the list with what
 * the judges of the reference platform acknowledge.
 */
export const DEVIATIONS: readonly Deviation[] = [
  {
    identifier: 'CLOUDWATCH_ALARM_ACTION_CHECK',
    kind: 'parameters',
    parameters: { alarmActionRequired: 'true', insufficientDataActionRequired: 'false', okActionRequired: 'false' },
    reason:
      'Every alarm states what missing data means: where silence is a fault, missing data raises the alarm itself. A second message about it would tell nothing.',
  },
  {
    identifier: 'VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS',
    kind: 'parameters',
    parameters: { authorizedTcpPorts: '80,443' },
    reason:
      'A load balancer for the public is open to everyone at 443, and at 80 for the redirect to it. Every other port open to everyone still fails the rule.',
  },
  {
    identifier: 'INTERNET_GATEWAY_AUTHORIZED_VPC_ONLY',
    kind: 'excluded',
    reason:
      'The rule needs the ids of all VPCs that may have a gateway, and the baseline is deployed before any of them. The alarm GatewayChanged reports each gateway that is attached.',
  },
  {
    identifier: 'NO_UNRESTRICTED_ROUTE_TO_IGW',
    kind: 'excluded',
    reason:
      'Only load balancers and NAT gateways stand in subnets with a route to the internet; tasks and databases are in subnets without it. The rule fails every VPC that has a public subnet.',
  },
  {
    identifier: 'S3_EVENT_NOTIFICATIONS_ENABLED',
    kind: 'excluded',
    reason:
      'No part of the platform works on S3 events. Reads and writes of objects are recorded as data events of the audit trail.',
  },
  {
    identifier: 'S3_BUCKET_REPLICATION_ENABLED',
    kind: 'excluded',
    reason:
      'The buckets hold logs, evidence and artifacts, no record of care: versions and Object Lock protect them, and S3 keeps them in three zones. Backups of the database are copied to another region by AWS Backup.',
  },
  {
    identifier: 'RDS_LOGGING_ENABLED',
    kind: 'excluded',
    reason:
      'The rule asks for the general log, which holds every statement with its values: patients’ data would be copied into the log. Connections and changes of tables and rights are in the audit log.',
  },
  {
    identifier: 'S3_DEFAULT_ENCRYPTION_KMS',
    kind: 'expected',
    reason:
      'S3 and load balancers deliver access logs only to buckets with S3-managed keys. All other buckets are encrypted with a customer-managed key.',
  },
  {
    identifier: 'S3_BUCKET_LOGGING_ENABLED',
    kind: 'expected',
    reason: 'A bucket of access logs does not log its own accesses: each log would be a new access to log.',
  },
  {
    identifier: 'S3_BUCKET_DEFAULT_LOCK_ENABLED',
    kind: 'expected',
    reason:
      'Access logs and the snapshots of AWS Config cannot be delivered to a bucket with a default retention, and artifacts of pipelines expire after 30 days. Evidence and the audit trail are locked.',
  },
  {
    identifier: 'RDS_MULTI_AZ_SUPPORT',
    kind: 'expected',
    reason:
      'A database that is not production has one zone: an outage may last until it is restored from the backups, which are taken and tested as in production.',
  },
  {
    identifier: 'SECRETSMANAGER_ROTATION_ENABLED_CHECK',
    kind: 'expected',
    reason:
      'Values that people write into a service’s secrets come from third parties and are changed there; AWS cannot rotate them. The database’s own secret is rotated.',
  },
  {
    identifier: 'ELBV2_ACM_CERTIFICATE_REQUIRED',
    kind: 'expected',
    reason: 'The listener at port 80 has no certificate, because it only redirects to HTTPS.',
  },
];
