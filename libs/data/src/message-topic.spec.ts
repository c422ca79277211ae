import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { MessageQueue } from './message-queue';
import { allowTopics, MessageTopic, topicArnOf } from './message-topic';
import { TOPIC } from './testing/database';
import { testStack } from './testing/stack';

const stack = testStack();
const key = new Key(stack, 'Key');
const alarmTopic = Topic.fromTopicArn(stack, 'AlarmTopic', TOPIC);
const { queue, deadLetters } = new MessageQueue(stack, 'Letters', {
  title: 'acme letters in staging',
  key,
  fifo: false,
  visibilityTimeoutSeconds: 120,
  maxReceives: 3,
  retentionDays: 4,
  alarmMinutes: 15,
  alarmTopic,
});
const topics = ['acme-data-staging-news', 'acme-data-staging-results'].map((name) => topicArnOf(stack, name));
for (const each of [queue, deadLetters]) allowTopics(each, topics);
new MessageTopic(stack, 'News', {
  topicName: 'acme-data-staging-news',
  title: 'acme topic news in staging',
  key,
  alarmTopic,
  subscribers: [{ id: 'Letters', queue, deadLetters, raw: true, filter: { kind: ['a', { prefix: 'b' }] } }],
});
const template = Template.fromStack(stack);

test('a topic is encrypted with the key, and refuses plain text', () => {
  template.hasResourceProperties('AWS::SNS::Topic', {
    TopicName: 'acme-data-staging-news',
    KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
  });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
    },
  });
});

test('a queue gets what matches its filter, and its dead-letter queue what cannot be delivered', () => {
  template.hasResource('AWS::SNS::Subscription', {
    Properties: {
      Protocol: 'sqs',
      RawMessageDelivery: true,
      FilterPolicyScope: 'MessageAttributes',
      FilterPolicy: { kind: ['a', { prefix: 'b' }] },
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^LettersDeadLetters'), 'Arn'] } },
    },
    // A message that came before the policies would be lost.
    DependsOn: Match.arrayWith([
      Match.stringLikeRegexp('^LettersDeadLettersPolicy'),
      Match.stringLikeRegexp('^LettersQueuePolicy'),
    ]),
  });
});

test('SNS may write into both queues, for their topics of this account alone, in one statement for all topics', () => {
  const statements = Object.values(template.findResources('AWS::SQS::QueuePolicy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement as { Effect: string }[],
  );
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
  expect(allowed).toHaveLength(2);
  for (const statement of allowed) {
    expect(statement).toMatchObject({
      Action: 'sqs:SendMessage',
      Principal: { Service: 'sns.amazonaws.com' },
      Condition: {
        ArnEquals: {
          'aws:SourceArn': ['news', 'results'].map((name) => expect.stringContaining(`:acme-data-staging-${name}`)),
        },
        StringEquals: { 'aws:SourceAccount': '111122223333' },
      },
    });
  }
});

test('alarms report what was not delivered, and what is lost', () => {
  const metrics = Object.values(template.findResources('AWS::CloudWatch::Alarm'))
    .filter(({ Properties }) => Properties.Namespace === 'AWS/SNS')
    .map(({ Properties }) => Properties.MetricName as string);
  expect(metrics.sort()).toEqual(['NumberOfNotificationsFailed', 'NumberOfNotificationsFailedToRedriveToDlq']);
});
