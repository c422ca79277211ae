import type { EvidenceStack } from '../evidence/input';
import { resource } from '../rules/examples';
import type { CloudFormationTemplate } from '../rules/rule';
import { flowsOf } from './flows';

const FACTS = { rpoHours: 24, rtoHours: 8, backupsAreCopied: false, productionEnvironments: ['production'] };
const PATH = '/careplane/acme/environments/production';

const QUEUE = {
  Jobs: resource('AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } } }),
  Dead: resource('AWS::SQS::Queue', {}),
  Published: resource('AWS::SSM::Parameter', {
    Name: `${PATH}/queues/jobs/arn`,
    Value: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
  }),
};
const DENIES_PLAIN = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
const policyFor = (id: string) =>
  resource('AWS::SQS::QueuePolicy', {
    Queues: [{ Ref: id }],
    PolicyDocument: { Statement: DENIES_PLAIN },
  });
const allows = (action: string, reference: object) =>
  resource('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: [action], Resource: reference }] },
  });

function stack(stackName: string, template: CloudFormationTemplate): EvidenceStack {
  return { stackName, region: 'us-east-2', file: `${stackName}.json`, text: JSON.stringify(template), template };
}

const service = (resources: NonNullable<CloudFormationTemplate['Resources']>) =>
  stack('acme-worker-production', {
    Parameters: {
      Queue: { Default: `${PATH}/queues/jobs/arn` },
      Group: { Default: `${PATH}/databases/reports/security-group-id` },
      Files: { Default: `${PATH}/file-systems/scans/security-group-id` },
      Subnet: { Default: '/careplane/acme/network/private-subnet-a' },
    },
    Resources: resources,
  });

/** Paths as sentences. */
const paths = (...stacks: EvidenceStack[]) =>
  flowsOf(stacks, FACTS).map(
    ({ from, to, protocol, port, encrypted }) => `${from} > ${to}: ${port} ${protocol}${encrypted ? '' : ' plain'}`,
  );

describe('paths to queues', () => {
  const data = stack('acme-data-production', {
    Resources: { ...QUEUE, One: policyFor('Jobs'), Two: policyFor('Dead') },
  });

  it.each(['sqs:SendMessage', 'sqs:ReceiveMessage'])('are those that a policy allows with %s', (action) => {
    expect(paths(data, service({ Task: allows(action, { Ref: 'Queue' }) }))).toEqual([
      'acme-data-production queue jobs > acme-data-production dead letters of queue jobs: 443 HTTPS',
      'acme-worker-production tasks > queue jobs: 443 HTTPS',
    ]);
  });

  it('are none without such a statement', () => {
    expect(paths(service({ Task: allows('sqs:GetQueueUrl', { Ref: 'Queue' }) }))).toEqual([]);
    expect(paths(service({ Task: allows('sqs:SendMessage', { Ref: 'Subnet' }) }))).toEqual([]);
  });

  it.each([
    ['no policy', {}],
    ['a policy that denies nothing', { One: resource('AWS::SQS::QueuePolicy', { Queues: [{ Ref: 'Jobs' }] }) }],
  ])('are plain where a queue has %s against messages without TLS', (_, policies) => {
    const plain = stack('acme-data-production', { Resources: { ...QUEUE, ...policies, Two: policyFor('Dead') } });
    expect(paths(plain, service({ Task: allows('sqs:SendMessage', { Ref: 'Queue' }) }))).toContain(
      'acme-worker-production tasks > queue jobs: 443 HTTPS plain',
    );
  });
});

it.each([
  ['Group', 5432, 'database reports'],
  ['Files', 2049, 'file system scans'],
])('a rule of a security group at %s leads to the store of that name', (group, port, store) => {
  const rule = resource('AWS::EC2::SecurityGroupIngress', { GroupId: { Ref: group }, FromPort: port });
  expect(paths(service({ Rule: rule }))).toEqual([`acme-worker-production tasks > ${store}: ${port} TLS`]);
});

it.each([
  ['a policy that denies them', { FileSystemPolicy: { Statement: DENIES_PLAIN } }, '2049 TLS'],
  ['no policy', {}, '2049 TLS plain'],
])('a file system with %s says whether the way to it is encrypted', (_, properties, way) => {
  const data = stack('acme-data-production', { Resources: { Files: resource('AWS::EFS::FileSystem', properties) } });
  const rule = resource('AWS::EC2::SecurityGroupIngress', { GroupId: { Ref: 'Files' }, FromPort: 2049 });
  expect(paths(data, service({ Rule: rule }))).toEqual([`acme-worker-production tasks > file system scans: ${way}`]);
});

it.each([
  ['a bucket and a file system', true, 'buckets and file systems'],
  ['a file system', false, 'file systems'],
])('a plan saves %s', (_, withBucket, from) => {
  const plan = resource('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanName: 'acme-production-stores' } });
  const bucket = resource('AWS::S3::Bucket', {
    BucketName: 'acme-scans',
    Tags: [{ Key: 'careplane:holds', Value: 'patient-data' }],
  });
  const Resources = {
    Plan: plan,
    Files: resource('AWS::EFS::FileSystem', {}),
    ...(withBucket ? { Bucket: bucket } : {}),
  };
  expect(paths(stack('acme-data-production', { Resources }))).toEqual([
    `${from} > acme-data-production backup vault: 443 HTTPS`,
  ]);
});
