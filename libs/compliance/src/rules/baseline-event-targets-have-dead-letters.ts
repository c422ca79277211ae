import { at, listOf } from '../baseline/requirement';
import { resourcesOf } from './template-values';
import type { Rule, TemplateResource } from './rule';

/** An event that EventBridge cannot deliver is kept in a queue. Otherwise an alert is lost in silence. */
export const baselineEventTargetsHaveDeadLetters: Rule = {
  name: 'BaselineEventTargetsHaveDeadLetters',
  control: '164.308(a)(6)(i)',
  sameAs: 'no rule of AWS Config',
  looksAt: (template) => resourcesOf(template, 'AWS::Events::Rule').map(({ logicalId }) => logicalId),
  find: (template) =>
    resourcesOf(template, 'AWS::Events::Rule').flatMap(({ logicalId, properties }) =>
      listOf(properties['Targets'])
        .filter((target) => at(target, 'DeadLetterConfig', 'Arn') === undefined)
        .map((target) => ({
          logicalId,
          message: `Target ${String(at(target, 'Id'))} of the rule has no dead-letter queue: an event that cannot be delivered is lost.`,
        })),
    ),
  examples: {
    fails: [
      ['a target without a queue', { Rule: ruleWith({ Id: 'Topic', Arn: 'arn:aws:sns:us-east-2:111122223333:a' }) }],
    ],
    passes: [
      [
        'a target with a queue',
        {
          Rule: ruleWith({
            Id: 'Topic',
            Arn: 'arn:aws:sns:us-east-2:111122223333:a',
            DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-2:111122223333:q' },
          }),
        },
      ],
      ['a rule without targets', { Rule: { Type: 'AWS::Events::Rule', Properties: {} } }],
    ],
  },
};

function ruleWith(target: object): TemplateResource {
  return { Type: 'AWS::Events::Rule', Properties: { Targets: [target] } };
}
