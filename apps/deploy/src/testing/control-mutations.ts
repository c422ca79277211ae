import type { Citation } from '@careplane/compliance';
import { add, attribute, backupRule, container, each, set, unset, without, withoutStage } from './mutate';
import type { Mutation } from './mutate';

const everybody = { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' }] };
const everything = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const scansGone: Mutation = ['pipelines deploy without a scan', withoutStage('Scan', 'Check')];
const trustOpen: Mutation = ['everybody may take a role', set('AWS::IAM::Role', 'AssumeRolePolicyDocument', everybody)];
const noBoundary: Mutation = ['roles without a boundary', unset('AWS::IAM::Role', 'PermissionsBoundary')];
const plainListener: Mutation = [
  'listeners in plain HTTP',
  each('AWS::ElasticLoadBalancingV2::Listener', (properties) => {
    properties['Protocol'] = 'HTTP';
    properties['DefaultActions'] = [{ Type: 'forward' }];
  }),
];
const unlocked: Mutation = ['records without Object Lock', unset('AWS::S3::Bucket', 'ObjectLockEnabled')];

/** By citation that automation answers: the protection that is taken away. One more automated control needs one more line. */
export const MUTATIONS: Readonly<Partial<Record<Citation, Mutation>>> = {
  '164.308(a)(1)(i)': scansGone,
  '164.308(a)(1)(ii)(A)': ['images are not scanned', unset('AWS::ECR::Repository', 'ImageScanningConfiguration')],
  '164.308(a)(1)(ii)(B)': ['images by a tag', container((one) => void (one['Image'] = 'app:latest'))],
  '164.308(a)(1)(ii)(D)': ['the balancer writes no log', attribute('access_logs.s3.enabled', 'false')],
  '164.308(a)(3)(i)': ['a user with a password', add('Someone', { Type: 'AWS::IAM::User', Properties: {} })],
  '164.308(a)(3)(ii)(A)': ['no one approves', withoutStage('Approval')],
  '164.308(a)(3)(ii)(B)': noBoundary,
  '164.308(a)(3)(ii)(C)': ['an access key', add('Key', { Type: 'AWS::IAM::AccessKey', Properties: {} })],
  '164.308(a)(4)(i)': ['a policy allows everything', set('AWS::IAM::ManagedPolicy', 'PolicyDocument', everything)],
  '164.308(a)(4)(ii)(B)': trustOpen,
  '164.308(a)(4)(ii)(C)': noBoundary,
  '164.308(a)(5)(ii)(B)': ['containers run as root', container((one) => void (one['User'] = 'root'))],
  '164.308(a)(5)(ii)(C)': [
    'the database has no audit log',
    set('AWS::RDS::DBInstance', 'EnableCloudwatchLogsExports', ['error']),
  ],
  '164.308(a)(5)(ii)(D)': [
    'a password in a variable',
    container((one) => void (one['Environment'] = [{ Name: 'DB_PASSWORD', Value: 'correct-horse-battery' }])),
  ],
  '164.308(a)(6)(i)': ['no one hears of alarms', unset('AWS::CloudWatch::Alarm', 'AlarmActions')],
  '164.308(a)(6)(ii)': ['failed pipelines are not reported', without('AWS::Events::Rule')],
  '164.308(a)(7)(i)': ['the database can be deleted', set('AWS::RDS::DBInstance', 'DeletionProtection', false)],
  '164.308(a)(7)(ii)(A)': ['the database is in no backup plan', without('AWS::Backup::BackupSelection')],
  '164.308(a)(7)(ii)(B)': [
    'a backup each week',
    backupRule((rule) => void (rule['ScheduleExpression'] = 'cron(0 5 ? * MON *)')),
  ],
  '164.308(a)(7)(ii)(C)': ['one zone', set('AWS::RDS::DBInstance', 'MultiAZ', false)],
  '164.308(a)(7)(ii)(D)': ['restoring is not tested', without('AWS::Backup::RestoreTestingPlan')],
  '164.308(a)(8)': scansGone,
  '164.308(b)(1)': [
    'a service that is not eligible',
    add('Other', { Type: 'AWS::Lightsail::Database', Properties: {} }),
  ],
  '164.310(d)(2)(i)': ['keys are gone after a week', set('AWS::KMS::Key', 'PendingWindowInDays', 7)],
  '164.310(d)(2)(ii)': ['logs are not encrypted', unset('AWS::Logs::LogGroup', 'KmsKeyId')],
  '164.310(d)(2)(iv)': [
    'the database goes with its stack',
    each('AWS::RDS::DBInstance', (_, resource) => void (resource.DeletionPolicy = 'Delete')),
  ],
  '164.312(a)(1)': ['a public database', set('AWS::RDS::DBInstance', 'PubliclyAccessible', true)],
  '164.312(a)(2)(i)': ['one role for everything', set('AWS::CodeBuild::Project', 'ServiceRole', { Ref: 'Shared' })],
  '164.312(a)(2)(iii)': ['sessions of twelve hours', set('AWS::IAM::Role', 'MaxSessionDuration', 43_200)],
  '164.312(a)(2)(iv)': ['the database is not encrypted', set('AWS::RDS::DBInstance', 'StorageEncrypted', false)],
  '164.312(b)': ['no flow log', without('AWS::EC2::FlowLog')],
  '164.312(c)(1)': ['images by a tag', container((one) => void (one['Image'] = 'app:latest'))],
  '164.312(c)(2)': unlocked,
  '164.312(d)': trustOpen,
  '164.312(e)(1)': ['no firewall', without('AWS::WAFv2::WebACLAssociation')],
  '164.312(e)(2)(i)': ['malformed headers pass', attribute('routing.http.drop_invalid_header_fields.enabled', 'false')],
  '164.312(e)(2)(ii)': ['the database accepts plain text', without('AWS::RDS::DBParameterGroup')],
  '164.316(b)(1)': unlocked,
  '164.316(b)(2)(i)': ['audit logs of a year', set('AWS::Logs::LogGroup', 'RetentionInDays', 365)],
};

/** Kept for tests of the hop from the internet. */
export const PLAIN_LISTENER = plainListener;
