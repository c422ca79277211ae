import { Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { FileSystem } from './file-system';
import type { FileSystemProps } from './file-system';
import { TOPIC } from './testing/database';
import { testStack } from './testing/stack';

function synthesize(overrides: Partial<FileSystemProps> = {}): Template {
  const stack = testStack();
  new FileSystem(stack, 'Archive', {
    name: 'acme-archive-staging',
    title: 'acme file system archive in staging',
    vpc: Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      availabilityZones: ['us-east-2a', 'us-east-2b'],
      isolatedSubnetIds: ['subnet-1', 'subnet-2'],
      isolatedSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
    }),
    key: new Key(stack, 'Key'),
    alarmGiB: 50,
    alarmTopic: Topic.fromTopicArn(stack, 'Topic', TOPIC),
    ...overrides,
  });
  return Template.fromStack(stack);
}

test('a file system is encrypted with the key, grows as it is used, and outlives its stack', () => {
  synthesize().hasResource('AWS::EFS::FileSystem', {
    UpdateReplacePolicy: 'Retain',
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: {
      Encrypted: true,
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
      ThroughputMode: 'elastic',
      LifecyclePolicies: Match.absent(),
    },
  });
});

test('clients without TLS and without an access point are refused', () => {
  synthesize().hasResourceProperties('AWS::EFS::FileSystem', {
    FileSystemPolicy: {
      Statement: [
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({ Effect: 'Deny', Condition: { Null: { 'elasticfilesystem:AccessPointArn': 'true' } } }),
      ],
    },
  });
});

test('there is a mount target in the isolated subnet of every zone, and no one is let in yet', () => {
  const template = synthesize();
  const targets = Object.values(template.findResources('AWS::EFS::MountTarget'));
  expect(targets.map(({ Properties }) => Properties.SubnetId as string)).toEqual(['subnet-1', 'subnet-2']);
  template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.absent() });
});

test('files move to infrequent access when asked for, and come back when they are read', () => {
  synthesize({ infrequentAccessDays: 1 }).hasResourceProperties('AWS::EFS::FileSystem', {
    LifecyclePolicies: [{ TransitionToIA: 'AFTER_1_DAY' }, { TransitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }],
  });
});

test('alarms report the size and the load', () => {
  const template = synthesize();
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'StorageBytes', Threshold: 50 * 1024 ** 3 });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'PercentIOLimit', Threshold: 90 });
});
