import { testStack } from '../testing/stack';
import { topicConnection } from './topic-connection';

test('a publisher may publish to one topic, and use the key through SNS alone', () => {
  const stack = testStack();
  const { variables, statements } = topicConnection(stack, {
    name: 'news',
    arn: 'arn:topic',
    keyArn: 'arn:key',
    variable: 'TOPIC_NEWS_ARN',
  });
  expect(variables).toEqual({ TOPIC_NEWS_ARN: 'arn:topic' });
  expect(statements.map((statement) => stack.resolve(statement.toStatementJson()))).toEqual([
    { Effect: 'Allow', Action: 'sns:Publish', Resource: 'arn:topic' },
    {
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: 'arn:key',
      Condition: { StringEquals: { 'kms:ViaService': 'sns.us-east-2.amazonaws.com' } },
    },
  ]);
});
