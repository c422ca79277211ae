import { testStack } from '../testing/stack';
import { queueConnection } from './queue-connection';

const queue = {
  name: 'letters',
  url: 'https://queue',
  arn: 'arn:queue',
  keyArn: 'arn:key',
  variable: 'QUEUE_LETTERS_URL',
};
const actionsOf = (use: 'send' | 'receive' | 'both') => {
  const stack = testStack();
  return queueConnection(stack, { ...queue, use }).statements.map((statement) =>
    stack.resolve(statement.toStatementJson()),
  );
};

test('a sender may send and encrypt, and a receiver may take messages away and decrypt, through SQS alone', () => {
  const viaSqs = { StringEquals: { 'kms:ViaService': 'sqs.us-east-2.amazonaws.com' } };
  expect(actionsOf('send')).toEqual([
    {
      Effect: 'Allow',
      Action: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
      Resource: 'arn:queue',
    },
    { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: 'arn:key', Condition: viaSqs },
  ]);
  expect(actionsOf('receive')).toEqual([
    {
      Effect: 'Allow',
      Action: [
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ReceiveMessage',
      ],
      Resource: 'arn:queue',
    },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:key', Condition: viaSqs },
  ]);
  expect(actionsOf('both')[0]?.Action).toHaveLength(6);
});

test('the address is in the variable', () => {
  expect(queueConnection(testStack(), { ...queue, use: 'send' }).variables).toEqual({
    QUEUE_LETTERS_URL: 'https://queue',
  });
});
