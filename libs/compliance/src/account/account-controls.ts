import type { Citation } from '../controls/citations';
import type { AccountControl, AccountControlSource } from './account-control';

const control = (
  id: string,
  title: string,
  citations: readonly Citation[],
  source: AccountControlSource,
): AccountControl => ({ id, title, citations, source });

const part = (part: string, ...types: readonly string[]): AccountControlSource => ({ types, part });
const setting = (leftOutAs: string, type: string): AccountControlSource => ({
  types: [`Custom::Careplane${type}`],
  part: 'accountSettings',
  leftOutAs,
});
const made = (...types: readonly string[]): AccountControlSource => ({ types });
const people = (id: string): AccountControlSource => ({ people: id });
const absent = (reason: string): AccountControlSource => ({ absent: reason });

/**
 * The controls of an AWS account that the CIS benchmark, AWS's foundational standard and 45 CFR ask for, and where each comes from.
 * What the toolkit does not make is here too: a reader must not have to guess what was left out.
 */
export const ACCOUNT_CONTROLS: readonly AccountControl[] = [
  control(
    'trail',
    'CloudTrail in all regions',
    ['164.312(b)', '164.308(a)(1)(ii)(D)'],
    part('auditTrail', 'AWS::CloudTrail::Trail'),
  ),
  control(
    'trail-data-events',
    'Data events of buckets',
    ['164.312(b)', '164.312(c)(1)'],
    part('auditTrail', 'AWS::CloudTrail::Trail'),
  ),
  control('trail-bucket', 'Locked bucket of the trail', ['164.316(b)(2)(i)', '164.312(c)(1)'], {
    ...part('auditTrail', 'AWS::S3::Bucket'),
    properties: { ObjectLockEnabled: true },
  }),
  control(
    'config-recorder',
    'AWS Config recorder and delivery channel',
    ['164.312(b)', '164.308(a)(8)'],
    part('configuration', 'AWS::Config::ConfigurationRecorder'),
  ),
  control(
    'conformance-pack',
    'HIPAA conformance pack',
    ['164.308(a)(8)'],
    part('conformancePack', 'AWS::Config::ConformancePack'),
  ),
  control(
    'config-extra-rules',
    'Rules about root and MFA',
    ['164.312(d)'],
    part('configuration', 'AWS::Config::ConfigRule'),
  ),
  control(
    'security-hub',
    'Security Hub CSPM',
    ['164.308(a)(1)(i)', '164.308(a)(6)(ii)'],
    part('securityHub', 'AWS::SecurityHub::Hub'),
  ),
  control(
    'security-hub-standards',
    'Standards FSBP, CIS and NIST 800-53',
    ['164.308(a)(8)'],
    part('securityHub', 'AWS::SecurityHub::Standard'),
  ),
  control(
    'guardduty',
    'GuardDuty',
    ['164.308(a)(6)(ii)', '164.308(a)(5)(ii)(B)'],
    part('threatDetection', 'AWS::GuardDuty::Detector'),
  ),
  control(
    'guardduty-s3-malware',
    'Malware scan of uploads',
    ['164.308(a)(5)(ii)(B)'],
    absent('No bucket of the toolkit takes files from outside of the platform.'),
  ),
  control(
    'inspector',
    'Amazon Inspector for images',
    ['164.308(a)(1)(ii)(A)', '164.308(a)(5)(ii)(B)'],
    setting('inspector', 'Inspector'),
  ),
  control(
    'ecr-registry-scanning',
    'Continuous scanning of the registry',
    ['164.308(a)(1)(ii)(A)'],
    absent('Amazon Inspector sets the registry to continuous scanning when it is activated for ECR.'),
  ),
  control(
    'access-analyzer',
    'IAM Access Analyzer of external access',
    ['164.308(a)(4)(ii)(C)', '164.312(a)(1)'],
    part('accessAnalyzer', 'AWS::AccessAnalyzer::Analyzer'),
  ),
  control(
    'macie',
    'Macie',
    ['164.308(a)(1)(ii)(A)'],
    absent('Patient data is in databases; buckets of the toolkit hold logs, records and artifacts only.'),
  ),
  control(
    'ebs-encryption',
    'Encryption of EBS volumes by default',
    ['164.312(a)(2)(iv)'],
    setting('ebsEncryption', 'EbsEncryption'),
  ),
  control(
    'ebs-snapshot-block',
    'Block of public EBS snapshots',
    ['164.312(a)(1)'],
    setting('snapshotPublicAccess', 'SnapshotPublicAccessBlock'),
  ),
  control(
    'ami-block',
    'Block of public AMIs',
    ['164.312(a)(1)'],
    setting('imagePublicAccess', 'ImagePublicAccessBlock'),
  ),
  control(
    'imds-defaults',
    'IMDSv2 by default',
    ['164.312(a)(1)'],
    setting('instanceMetadata', 'InstanceMetadataDefaults'),
  ),
  control(
    's3-account-block',
    'Block of public access to S3',
    ['164.312(a)(1)'],
    setting('s3PublicAccess', 'S3PublicAccessBlock'),
  ),
  control(
    'vpc-block',
    'Block of public access to VPCs',
    ['164.312(e)(1)'],
    absent('The load balancers need exceptions for their subnets. Security groups, routes and careplane prove decide.'),
  ),
  control(
    'vpc-encryption',
    'VPC encryption control',
    ['164.312(e)(2)(ii)'],
    absent(
      'Hops are encrypted by TLS, but for services with a written reason; the control is billed by the hour for each VPC.',
    ),
  ),
  control(
    'password-policy',
    'Password policy of IAM',
    ['164.308(a)(5)(ii)(D)', '164.312(d)'],
    setting('passwordPolicy', 'PasswordPolicy'),
  ),
  control('alternate-contacts', 'Alternate contacts', ['164.308(a)(6)(ii)'], setting('contacts', 'AlternateContact')),
  control('primary-contact', 'Primary contact and e-mail of root', ['164.308(a)(2)'], people('root-email')),
  control('root-mfa', 'MFA of root', ['164.312(d)'], people('root-mfa')),
  control('root-credentials', 'Member accounts without root credentials', ['164.312(d)'], people('central-root')),
  control('root-alarm', 'Alarm on the use of root', ['164.312(b)', '164.308(a)(5)(ii)(C)'], {
    ...part('alerts', 'AWS::CloudWatch::Alarm'),
    properties: { MetricName: 'RootUsed' },
  }),
  control(
    'log-data-protection',
    'Masks over patient data in logs',
    ['164.312(a)(1)'],
    absent('A mask of the account changes the logs of everything else in it. Services must not log patient data.'),
  ),
  control(
    'ssm-documents',
    'Block of public SSM documents',
    ['164.312(a)(1)'],
    absent('The toolkit makes no SSM documents. Set it by hand where others in the account do.'),
  ),
  control('budgets', 'Budget with notifications', ['164.308(a)(1)(ii)(B)'], part('budget', 'AWS::Budgets::Budget')),
  control(
    'cost-anomaly',
    'Cost anomaly detection',
    ['164.308(a)(6)(ii)'],
    absent('An account has one monitor of services, and AWS makes it in new accounts. The budget notifies.'),
  ),
  control('groups', 'Groups of people', ['164.308(a)(3)(i)', '164.312(d)'], {
    ...made('AWS::IAM::Group'),
    unless: { type: 'AWS::SSO::PermissionSet', reason: 'People come from Identity Center.' },
  }),
  control('permission-sets', 'Permission sets of Identity Center', ['164.312(a)(2)(iii)'], {
    ...made('AWS::SSO::PermissionSet'),
    unless: { type: 'AWS::IAM::Group', reason: 'People are IAM users in groups.' },
  }),
  control('break-glass', 'Role for emergencies', ['164.312(a)(2)(ii)', '164.312(d)'], {
    ...made('AWS::IAM::Role'),
    properties: { Description: 'Emergencies only. Every use sounds an alarm.' },
  }),
  control(
    'support-role',
    'Role for AWS Support',
    ['164.308(a)(6)(ii)'],
    absent('Cases are opened by the operations contact in the support center of the organization.'),
  ),
  control(
    'boundary',
    'Permissions boundary of every role',
    ['164.308(a)(3)(ii)(B)', '164.308(a)(4)(ii)(C)'],
    made('AWS::IAM::Role'),
  ),
  control(
    'org-region-aggregation',
    'One place for findings of all accounts',
    ['164.308(a)(1)(ii)(D)'],
    absent('The security account of an organization aggregates; one platform has one account and region as a rule.'),
  ),
  control(
    'pipeline-integration',
    'Failures of pipelines reach people',
    ['164.308(a)(6)(ii)'],
    made('AWS::Events::Rule'),
  ),
  control(
    'backup-framework',
    'AWS Backup audit framework',
    ['164.308(a)(7)(ii)(D)'],
    absent('Restore tests and alarms on jobs show it; the framework is billed for each evaluation.'),
  ),
];
