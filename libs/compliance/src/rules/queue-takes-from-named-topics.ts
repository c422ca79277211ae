import { only } from './examples';
import { ruleFor } from './rule';
import { allowed, at } from './template-values';

/** SNS writes into a queue for the topics that its policy names, and for no topic of another account (the confused deputy). */
export const queueTakesFromNamedTopics = ruleFor({
  name: 'QueueTakesFromNamedTopics',
  control: '164.312(c)(1)',
  sameAs: 'AWS Security Hub: SQS.3',
  types: ['AWS::SQS::QueuePolicy'],
  wrong: ({ properties }) => {
    const open = allowed(properties['PolicyDocument']).some(
      (statement) =>
        JSON.stringify(at(statement, 'Principal') ?? '').includes('sns.') &&
        !['ArnEquals', 'ArnLike'].some(
          (operator) => at(statement, 'Condition', operator, 'aws:SourceArn') !== undefined,
        ),
    );
    return open ? 'SNS may write into the queue for any topic: the statement has no aws:SourceArn.' : undefined;
  },
  examples: {
    fails: [['every topic', policyWith(undefined)]],
    passes: [
      ['one topic', policyWith({ ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:us-east-2:111122223333:results' } })],
    ],
  },
});

function policyWith(Condition: object | undefined) {
  return only('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: '*',
          ...(Condition === undefined ? {} : { Condition }),
        },
      ],
    },
  });
}
