import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AlarmTopic } from './alarm-topic';
import { testStack } from './testing/stack';

function synthesize(): Template {
  const stack = testStack();
  new AlarmTopic(stack, 'Alarms', {
    key: new Key(stack, 'Key'),
    emails: ['operations@acme.example', 'security@acme.example'],
  });
  return Template.fromStack(stack);
}

const template = synthesize();
const topic = { Ref: Match.stringLikeRegexp('^AlarmsTopic') };

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal: object;
  readonly Action: string;
  readonly Condition?: object;
}

function statements(): Statement[] {
  const [policy] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
  return policy?.['Properties'].PolicyDocument.Statement;
}

test('messages are encrypted with the key', () => {
  template.hasResourceProperties('AWS::SNS::Topic', {
    KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
  });
});

test('every address gets every message', () => {
  for (const Endpoint of ['operations@acme.example', 'security@acme.example']) {
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint, TopicArn: topic });
  }
});

test('nothing is published without TLS', () => {
  expect(statements()).toContainEqual(
    expect.objectContaining({
      Effect: 'Deny',
      Principal: '*',
      Action: 'sns:Publish',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
});

test('the services that ring alarms may publish and no one else may do anything', () => {
  const allowed = statements().filter(({ Effect }) => Effect === 'Allow');
  expect(allowed.map(({ Sid: _, ...statement }) => statement)).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: { Ref: expect.stringMatching(/^AlarmsTopic/) },
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    },
    // EventBridge gives SNS no context: with a condition its messages would be dropped in silence.
    {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: { Ref: expect.stringMatching(/^AlarmsTopic/) },
    },
  ]);
});
