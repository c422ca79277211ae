import { only, resource } from './examples';
import { ruleFor } from './rule';
import { deniesPlainText, refersTo, resourcesOf } from './template-values';

/** The hop to a topic. */
export const topicRequiresTls = ruleFor({
  name: 'TopicRequiresTls',
  control: '164.312(e)(2)(ii)',
  sameAs: 'cdk-nag: AwsSolutions-SNS3',
  types: ['AWS::SNS::Topic'],
  wrong: ({ logicalId, template }) =>
    resourcesOf(template, 'AWS::SNS::TopicPolicy').some(
      ({ properties }) => refersTo(properties['Topics'], logicalId) && deniesPlainText(properties['PolicyDocument']),
    )
      ? undefined
      : 'The topic accepts messages without TLS: no topic policy denies aws:SecureTransport false.',
  examples: {
    fails: [['a topic without a policy', only('AWS::SNS::Topic', {})]],
    passes: [
      [
        'a policy that denies',
        only(
          'AWS::SNS::Topic',
          {},
          {
            Policy: resource('AWS::SNS::TopicPolicy', {
              Topics: [{ Ref: 'JudgedResource' }],
              PolicyDocument: {
                Statement: { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': false } } },
              },
            }),
          },
        ),
      ],
    ],
  },
});
