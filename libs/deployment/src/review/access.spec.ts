import { accessWidened } from './access';
import { changeOf } from '../testing/stacks';

const policy = (...Statement: object[]) => ({ Properties: { PolicyDocument: { Statement } } });
const POLICY = 'AWS::IAM::ManagedPolicy';
const read = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::letters/*' };
const join = (end: string) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, end]] });
const group = (...SecurityGroupIngress: object[]) => ({ Properties: { SecurityGroupIngress } });
const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/8', Description: 'from the office' };

describe('accessWidened', () => {
  it.each([
    [
      'a new action',
      changeOf('update', POLICY, policy(read), policy({ ...read, Action: ['s3:GetObject', 's3:PutObject'] })),
      ['allows s3:PutObject on arn:aws:s3:::letters/*'],
    ],
    [
      'a statement without its condition',
      changeOf(
        'update',
        POLICY,
        policy({ ...read, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
        policy(read),
      ),
      ['allows s3:GetObject on arn:aws:s3:::letters/*'],
    ],
    [
      'a denial that goes',
      changeOf('update', POLICY, policy(read, { Effect: 'Deny', Action: 's3:*', Resource: '*' }), policy(read)),
      ['no longer denies s3:* on *'],
    ],
    [
      'everything but',
      changeOf('create', POLICY, undefined, policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })),
      ['allows all but iam:* on *'],
    ],
    [
      'a key for another account',
      changeOf(
        'update',
        'AWS::KMS::Key',
        { Properties: { KeyPolicy: { Statement: [] } } },
        {
          Properties: {
            KeyPolicy: {
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'kms:Decrypt',
                  Resource: '*',
                  Principal: { AWS: 'arn:aws:iam::999999999999:root' },
                },
              ],
            },
          },
        },
      ),
      ['allows kms:Decrypt on * to AWS:arn:aws:iam::999999999999:root'],
    ],
    [
      'a wider resource beside one with a condition',
      changeOf(
        'update',
        POLICY,
        policy({ ...read, Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
        policy(read),
      ),
      ['allows s3:GetObject on arn:aws:s3:::letters/*'],
    ],
    [
      'another principal of what one was allowed',
      changeOf(
        'update',
        'AWS::S3::BucketPolicy',
        policy({ ...read, Resource: '*', Principal: { AWS: '111122223333' } }),
        policy({ ...read, Principal: { AWS: '999999999999' } }),
      ),
      ['allows s3:GetObject on arn:aws:s3:::letters/* to AWS:999999999999'],
    ],
    [
      'a wildcard where one character was allowed',
      changeOf(
        'update',
        POLICY,
        policy({ ...read, Resource: 'letters/?' }),
        policy({ ...read, Resource: 'letters/*' }),
      ),
      ['allows s3:GetObject on letters/*'],
    ],
    [
      'a denial of less than before',
      changeOf(
        'update',
        POLICY,
        policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
        policy({ Effect: 'Deny', Action: 's3:Get*', Resource: '*' }),
      ),
      ['no longer denies s3:* on *'],
    ],
    [
      'a managed policy',
      changeOf(
        'update',
        'AWS::IAM::Role',
        { Properties: {} },
        { Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } },
      ),
      ['gets the managed policy arn:aws:iam::aws:policy/AdministratorAccess'],
    ],
    [
      'a port for everybody',
      changeOf(
        'update',
        'AWS::EC2::SecurityGroup',
        group(https),
        group(https, { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' }),
      ),
      ['allows tcp 22 from the whole internet (0.0.0.0/0)'],
    ],
    [
      'a rule of its own',
      changeOf('create', 'AWS::EC2::SecurityGroupIngress', undefined, {
        Properties: { IpProtocol: '-1', SourceSecurityGroupId: { 'Fn::GetAtt': ['Group', 'GroupId'] } },
      }),
      ['allows all traffic from <Group.GroupId>'],
    ],
    [
      'a public database',
      changeOf(
        'update',
        'AWS::RDS::DBInstance',
        { Properties: { PubliclyAccessible: false, DeletionProtection: true, StorageEncrypted: true } },
        { Properties: { PubliclyAccessible: true, StorageEncrypted: true } },
      ),
      ['can be reached from the internet', 'is no longer protected against deletion'],
    ],
    [
      'a bucket that is opened',
      changeOf(
        'update',
        'AWS::S3::Bucket',
        {
          Properties: {
            PublicAccessBlockConfiguration: {
              BlockPublicAcls: true,
              BlockPublicPolicy: true,
              IgnorePublicAcls: true,
              RestrictPublicBuckets: true,
            },
          },
        },
        { Properties: {} },
      ),
      ['no longer blocks all public access'],
    ],
    [
      'a firewall that goes',
      changeOf('delete', 'AWS::WAFv2::WebACLAssociation', {}, undefined),
      ['removes a protection: AWS::WAFv2::WebACLAssociation'],
    ],
  ])('tells of %s', (_, change, words) => {
    expect(accessWidened(change)).toEqual(words);
  });

  it.each([
    [
      'a narrower policy',
      changeOf('update', POLICY, policy({ ...read, Action: ['s3:GetObject', 's3:PutObject'] }), policy(read)),
    ],
    [
      'a part of what was allowed',
      changeOf(
        'update',
        POLICY,
        policy({ ...read, Action: 's3:Get*', Resource: join('/*') }),
        policy({ ...read, Resource: join('/*/image/*') }),
      ),
    ],
    [
      'a denial of more than before',
      changeOf(
        'update',
        POLICY,
        policy({ Effect: 'Deny', Action: 's3:Get*', Resource: '*' }),
        policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
      ),
    ],
    [
      'the same in another order',
      changeOf(
        'update',
        POLICY,
        policy({ ...read, Action: ['a:b', 'c:d'] }),
        policy({ ...read, Action: ['c:d', 'a:b'] }),
      ),
    ],
    [
      'another description of a rule',
      changeOf('update', 'AWS::EC2::SecurityGroup', group(https), group({ ...https, Description: 'from the clinic' })),
    ],
    ['a deleted role', changeOf('delete', 'AWS::IAM::Role', policy(read), undefined)],
    [
      'a shut database',
      changeOf(
        'update',
        'AWS::RDS::DBInstance',
        { Properties: { PubliclyAccessible: true } },
        { Properties: { PubliclyAccessible: false } },
      ),
    ],
  ])('is silent about %s', (_, change) => {
    expect(accessWidened(change)).toEqual([]);
  });
});
