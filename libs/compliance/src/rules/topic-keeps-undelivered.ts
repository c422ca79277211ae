import { only } from './examples';
import { ruleFor } from './rule';
import { at } from './template-values';

/** A message that SNS cannot deliver is deleted, unless the subscription has a queue for it. */
export const topicKeepsUndelivered = ruleFor({
  name: 'TopicKeepsUndelivered',
  control: '164.312(c)(1)',
  sameAs: 'NIST SP 800-53 SI-7',
  types: ['AWS::SNS::Subscription'],
  where: ({ properties }) => properties['Protocol'] === 'sqs',
  wrong: ({ properties }) =>
    at(properties, 'RedrivePolicy', 'deadLetterTargetArn') === undefined
      ? 'What SNS cannot deliver to the queue is lost: the subscription has no redrive policy.'
      : undefined,
  examples: {
    fails: [['a queue without one', only('AWS::SNS::Subscription', { Protocol: 'sqs' })]],
    passes: [
      [
        'a queue with one',
        only('AWS::SNS::Subscription', { Protocol: 'sqs', RedrivePolicy: { deadLetterTargetArn: 'arn' } }),
      ],
      ['an address of a person', only('AWS::SNS::Subscription', { Protocol: 'email' })],
    ],
  },
});
