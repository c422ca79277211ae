import { Template } from 'aws-cdk-lib/assertions';
import { ALARM_PUBLISHERS } from './alarm-topic';
import { EncryptionKey } from './encryption-key';
import type { EncryptionKeyProps } from './encryption-key';
import { testStack } from './testing/stack';

const KEY = 'AWS::KMS::Key';

function synthesize(props: Partial<EncryptionKeyProps> = {}): Template {
  const stack = testStack();
  new EncryptionKey(stack, 'Key', { description: 'acme staging: secrets, logs and alarms', ...props });
  return Template.fromStack(stack);
}

/** Statements of the key's policy, by whom they are about. */
function statementsFor(template: Template, service: string): object[] {
  const [key] = Object.values(template.findResources(KEY));
  const all = key?.['Properties'].KeyPolicy.Statement as { Principal: { Service?: string } }[];
  return all.filter(({ Principal }) => Principal.Service === service);
}

test('it is rotated, and outlives its stack: what it encrypted would be lost with it', () => {
  synthesize().hasResource(KEY, {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: { Description: 'acme staging: secrets, logs and alarms', EnableKeyRotation: true },
  });
});

test('its logical id stays: another would make another key', () => {
  expect(Object.keys(synthesize().findResources(KEY))).toEqual(['Key9BCD29C7']);
});

test('by itself it is this account’s alone, by IAM', () => {
  synthesize().hasResourceProperties(KEY, {
    KeyPolicy: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    },
  });
});

test('CloudWatch Logs may use it for the log groups named, in this account and region', () => {
  const template = synthesize({ logGroupPrefixes: ['/careplane/acme/', 'aws-waf-logs-acme'] });
  expect(statementsFor(template, 'logs.us-east-2.amazonaws.com')).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'logs.us-east-2.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:Describe*', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      Resource: '*',
      Condition: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': [
            'arn:aws:logs:us-east-2:111122223333:log-group:/careplane/acme/*',
            'arn:aws:logs:us-east-2:111122223333:log-group:aws-waf-logs-acme*',
          ],
        },
      },
    },
  ]);
});

test.each<[service: string, condition: object]>([
  ['cloudwatch.amazonaws.com', { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }],
  ['events.amazonaws.com', {}],
])('%s may send through a topic that it encrypts, and do no more', (service, condition) => {
  const template = synthesize({ publishers: ALARM_PUBLISHERS });
  expect(statementsFor(template, service)).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      ...condition,
    },
  ]);
});

test('an empty list of log groups lets CloudWatch Logs nowhere', () => {
  expect(statementsFor(synthesize({ logGroupPrefixes: [] }), 'logs.us-east-2.amazonaws.com')).toEqual([]);
});
