import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { MessageQueue } from './message-queue';
import type { MessageQueueProps } from './message-queue';
import { TOPIC } from './testing/database';
import { testStack } from './testing/stack';

function synthesize(overrides: Partial<MessageQueueProps> = {}): Template {
  const stack = testStack();
  new MessageQueue(stack, 'Letters', {
    title: 'acme letters in staging',
    key: new Key(stack, 'Key'),
    fifo: false,
    visibilityTimeoutSeconds: 120,
    maxReceives: 3,
    retentionDays: 4,
    alarmMinutes: 15,
    alarmTopic: Topic.fromTopicArn(stack, 'Topic', TOPIC),
    ...overrides,
  });
  return Template.fromStack(stack);
}

test('a queue and its dead-letter queue are encrypted with the key, and outlive their stack', () => {
  const template = synthesize();
  const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };
  template.hasResource('AWS::SQS::Queue', {
    UpdateReplacePolicy: 'Retain',
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: {
      KmsMasterKeyId: key,
      MessageRetentionPeriod: 345_600,
      VisibilityTimeout: 120,
      FifoQueue: Match.absent(),
      RedrivePolicy: {
        maxReceiveCount: 3,
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^LettersDeadLetters'), 'Arn'] },
      },
    },
  });
  template.hasResourceProperties('AWS::SQS::Queue', {
    KmsMasterKeyId: key,
    MessageRetentionPeriod: 1_209_600,
    RedrivePolicy: Match.absent(),
  });
});

test('neither answers without TLS', () => {
  const policies = Object.values(synthesize().findResources('AWS::SQS::QueuePolicy'));
  expect(policies).toHaveLength(2);
  for (const { Properties } of policies) {
    expect(Properties.PolicyDocument.Statement).toEqual([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ]);
  }
});

test('a FIFO queue has a FIFO queue for its dead letters', () => {
  const queues = Object.values(synthesize({ fifo: true }).findResources('AWS::SQS::Queue'));
  expect(queues.map(({ Properties }) => Properties.FifoQueue)).toEqual([true, true]);
});

test.each([
  ['ApproximateAgeOfOldestMessage', 900],
  ['ApproximateNumberOfMessagesVisible', 1],
])('an alarm on %s', (MetricName, Threshold) => {
  synthesize().hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName,
    Threshold,
    AlarmActions: [TOPIC],
    OKActions: [TOPIC],
    AlarmDescription: Match.stringLikeRegexp('^acme letters in staging: '),
  });
});

test('logical ids stay: another would lose messages', () => {
  expect(Object.keys(synthesize().findResources('AWS::SQS::Queue')).sort()).toEqual([
    'LettersDeadLetters16013A3C',
    'LettersQueue0CC56B8D',
  ]);
});
