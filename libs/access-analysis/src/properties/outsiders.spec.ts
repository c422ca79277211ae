import { accessWorld } from '../template/world';
import type { AnalyzedTemplate } from '../template/stack';
import { proveAccess } from './judge';
import { GENERAL_PROPERTIES } from './platform';

const BUCKET = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records' } };
const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const open = (Action: string, more: object = {}) => ({
  Effect: 'Allow',
  Principal: '*',
  Action,
  Resource: '*',
  ...more,
});
const only = (operator: string, key: string, ...values: readonly string[]) => ({
  Condition: { [operator]: { [key]: values } },
});

type Resources = NonNullable<AnalyzedTemplate['Resources']>;

/** The refuted properties about outsiders, with the witnesses in words. */
function refutedIn(Resources: Resources): Record<string, string[]> {
  const world = accessWorld([
    { name: 'app', account: '111122223333', region: 'us-east-1', template: { Resources } },
    // Another account of the same platform is no outsider.
    { name: 'other', account: '444455556666', region: 'us-east-1', template: { Resources: {} } },
  ]);
  const asked = GENERAL_PROPERTIES.filter(({ kind }) => kind === 'outsider');
  return Object.fromEntries(
    proveAccess(world, asked, { environments: [] })
      .filter(({ refutations }) => refutations.length > 0)
      .map(({ property, refutations }) => [
        property.name,
        refutations.map(({ principal, witness }) => `${principal.split(', to ')[0] ?? ''}: ${witness.action}`),
      ]),
  );
}

const bucket = (...statements: readonly object[]): Resources => ({
  Bucket: BUCKET,
  Policy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: policy(...statements) },
  },
});
const role = (Principal: unknown, Action = 'sts:AssumeRole', more: object = {}): Resources => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal, Action, ...more }) },
  },
});
const GITHUB = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const SUB = 'token.actions.githubusercontent.com:sub';
const read = (more: object) => bucket(open('s3:GetObject', more));

it.each<[what: string, resources: Resources, refuted: Record<string, readonly string[]>]>([
  [
    'an account that a trust policy names',
    role({ AWS: 'arn:aws:iam::222222222222:root' }),
    { 'no-outsider-uses-roles': ['account 222222222222: sts:AssumeRole'] },
  ],
  ['its own account, and another one of the platform', role({ AWS: ['111122223333', '444455556666'] }), {}],
  [
    'a role of another account',
    read({ Principal: { AWS: 'arn:aws:iam::222222222222:role/reader' } }),
    { 'no-outsider-uses-buckets': ['arn:aws:iam::222222222222:role/reader: s3:GetObject'] },
  ],
  [
    'accounts of the organization',
    read(only('StringEquals', 'aws:PrincipalOrgID', 'o-example')),
    { 'no-outsider-uses-buckets': ['another account: s3:GetObject'] },
  ],
  [
    'an account in a condition',
    read(only('StringEquals', 'aws:PrincipalAccount', '111122223333', '222222222222')),
    { 'no-outsider-uses-buckets': ['account 222222222222: s3:GetObject'] },
  ],
  [
    'roles of another account in a condition',
    read(only('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::222222222222:role/*')),
    { 'no-outsider-uses-buckets': ['arn:aws:iam::222222222222:role/*: s3:GetObject'] },
  ],
  ['the own account in a condition', read(only('StringEquals', 'aws:PrincipalAccount', '111122223333')), {}],
  [
    'everyone but the own account',
    bucket({ ...open('s3:GetObject'), Principal: undefined, NotPrincipal: { AWS: '111122223333' } }),
    { 'no-outsider-uses-buckets': ['another account: s3:GetObject'] },
  ],
  [
    'a topic that sends for itself',
    read(only('ArnEquals', 'aws:SourceArn', 'arn:aws:sns:us-east-1:111122223333:t')),
    {},
  ],
  [
    'a bucket that its list opens',
    { Bucket: { ...BUCKET, Properties: { ...BUCKET.Properties, AccessControl: 'PublicRead' } } },
    { 'no-outsider-uses-buckets': ['another account: s3:ListBucket'] },
  ],
  [
    'a bucket that ignores its list',
    {
      Bucket: {
        ...BUCKET,
        Properties: {
          AccessControl: 'PublicRead',
          PublicAccessBlockConfiguration: { IgnorePublicAcls: true },
        },
      },
    },
    {},
  ],
  [
    'a service that works for anyone',
    bucket({ ...open('s3:PutObject'), Principal: { Service: 'cloudtrail.amazonaws.com' } }),
    { 'no-service-acts-for-another-account': ['cloudtrail.amazonaws.com, for another account: s3:PutObject'] },
  ],
  [
    'a service that works for the own account',
    bucket({
      ...open('s3:PutObject'),
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      ...only('StringEquals', 'aws:SourceAccount', '111122223333'),
    }),
    {},
  ],
  [
    'a function without the account of the bucket that calls it',
    {
      Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'f' } },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: { Ref: 'Function' },
          Principal: 's3.amazonaws.com',
          Action: 'lambda:InvokeFunction',
        },
      },
    },
    { 'no-service-acts-for-another-account': ['s3.amazonaws.com, for another account: lambda:InvokeFunction'] },
  ],
  [
    'workflows of any repository',
    role({ Federated: GITHUB }, 'sts:AssumeRoleWithWebIdentity', only('StringLike', SUB, 'repo:*')),
    {
      'no-stranger-takes-a-role': [
        'a workflow of another repository of token.actions.githubusercontent.com: sts:AssumeRoleWithWebIdentity',
      ],
    },
  ],
  [
    'workflows of one organization',
    role({ Federated: GITHUB }, 'sts:AssumeRoleWithWebIdentity', only('StringLike', SUB, 'repo:clinic/*')),
    {},
  ],
  [
    'users of any Cognito application',
    role({ Federated: 'cognito-identity.amazonaws.com' }, 'sts:AssumeRoleWithWebIdentity'),
    {
      'no-stranger-takes-a-role': [
        "another application's user of cognito-identity.amazonaws.com: sts:AssumeRoleWithWebIdentity",
      ],
    },
  ],
  [
    'a queue whose policy has its URL',
    {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } },
      Policy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: ['https://sqs.us-east-1.amazonaws.com/111122223333/q'],
          PolicyDocument: policy(open('sqs:*')),
        },
      },
    },
    { 'no-outsider-uses-queues': ['another account: sqs:ReceiveMessage'] },
  ],
  [
    'inline policies of queues and topics',
    {
      Queue: { Type: 'AWS::SQS::Queue' },
      Topic: { Type: 'AWS::SNS::Topic' },
      OfQueue: {
        Type: 'AWS::SQS::QueueInlinePolicy',
        Properties: { Queue: { Ref: 'Queue' }, PolicyDocument: policy(open('sqs:SendMessage')) },
      },
      OfTopic: {
        Type: 'AWS::SNS::TopicInlinePolicy',
        Properties: { TopicArn: { Ref: 'Topic' }, PolicyDocument: policy(open('sns:Publish')) },
      },
    },
    {
      'no-outsider-uses-queues': ['another account: sqs:SendMessage'],
      'no-outsider-uses-topics': ['another account: sns:Publish'],
    },
  ],
  [
    'tables, streams and search domains',
    {
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: { ResourcePolicy: { PolicyDocument: policy(open('dynamodb:GetItem')) } },
      },
      Stream: { Type: 'AWS::Kinesis::Stream' },
      OfStream: {
        Type: 'AWS::Kinesis::ResourcePolicy',
        Properties: {
          ResourceArn: { 'Fn::GetAtt': ['Stream', 'Arn'] },
          ResourcePolicy: policy(open('kinesis:GetRecords')),
        },
      },
      Domain: {
        Type: 'AWS::OpenSearchService::Domain',
        Properties: { AccessPolicies: policy(open('es:ESHttpGet')) },
      },
    },
    {
      'no-outsider-uses-tables': [
        'another account: dynamodb:GetItem',
        'another account: kinesis:GetRecords',
        'another account: es:ESHttpGet',
      ],
    },
  ],
  [
    'a key in another region',
    { Key: { Type: 'AWS::KMS::ReplicaKey', Properties: { KeyPolicy: policy(open('kms:Decrypt')) } } },
    { 'no-outsider-uses-keys': ['another account: kms:Decrypt'] },
  ],
  ['a key without a policy', { Key: { Type: 'AWS::KMS::Key' } }, {}],
])('decides about %s', (_, resources, refuted) => {
  expect(refutedIn(resources)).toEqual(refuted);
});

it('accepts the account of AWS that writes the logs of load balancers, with the reason', () => {
  const world = accessWorld([
    {
      name: 'app',
      account: '111122223333',
      region: 'us-east-1',
      template: { Resources: bucket({ ...open('s3:PutObject'), Principal: { AWS: '127311923021' } }) },
    },
  ]);
  const [proof] = proveAccess(
    world,
    GENERAL_PROPERTIES.filter(({ name }) => name === 'no-outsider-uses-buckets'),
    { environments: [] },
  );
  expect(proof).toMatchObject({
    verdict: 'proved',
    accepted: [{ principal: expect.stringContaining('127311923021') }],
  });
});

it('knows who may decrypt with a key that has no policy: whom the account lets', () => {
  const decide = (Action: string) => {
    const world = accessWorld([
      {
        name: 'app',
        account: '111122223333',
        region: 'us-east-1',
        template: {
          Resources: {
            Key: { Type: 'AWS::KMS::Key' },
            User: {
              Type: 'AWS::IAM::User',
              Properties: {
                Policies: [{ PolicyName: 'own', PolicyDocument: policy({ Effect: 'Allow', Action, Resource: '*' }) }],
              },
            },
          },
        },
      },
    ]);
    const property = {
      ...{ kind: 'access' as const, name: 'own', words: 'own', who: {}, cannot: ['decrypt' as const] },
      on: { types: ['key'] },
    };
    return proveAccess(world, [property], { environments: [] })[0]?.verdict;
  };
  expect(decide('kms:Decrypt')).toBe('refuted');
  expect(decide('kms:CreateGrant')).toBe('refuted');
  expect(decide('kms:ListKeys')).toBe('proved');
});
