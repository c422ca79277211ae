import { POLICY_TYPES, statementsIn } from '../iam/statements';
import { only } from './examples';
import { ruleFor } from './rule';

/**
 * `ForAllValues` is true for a key that the request does not have: nothing contradicts it. In an Allow it needs a second condition
 * that the key is there.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export const policySetsAreNotEmpty = ruleFor({
  name: 'PolicySetsAreNotEmpty',
  control: '164.308(a)(4)(i)',
  sameAs: 'IAM Access Analyzer: FOR_ALL_VALUES_WITH_ALLOW',
  types: POLICY_TYPES,
  wrong: ({ resource }) => {
    const open = statementsIn(resource)
      .filter(({ allows }) => allows)
      .flatMap(({ conditions }) =>
        conditions
          .filter(([operator]) => operator.startsWith('ForAllValues:'))
          .map(([, key]) => key)
          .filter(
            (key) =>
              !conditions.some(
                ([operator, other, values]) => operator === 'Null' && other === key && values.includes('false'),
              ),
          ),
      );
    return open.length === 0
      ? undefined
      : `A request without ${open.join(', ')} fulfils the condition with ForAllValues. Add "Null": {"${open[0]}": "false"}.`;
  },
  examples: {
    fails: [
      [
        'a condition that a missing key fulfils',
        policyWith('Allow', { 'ForAllValues:StringLike': { 'ec2:ResourceTag/appenv': ['dev'] } }),
      ],
      [
        'a check of another key',
        policyWith('Allow', {
          'ForAllValues:StringLike': { 'aws:TagKeys': ['a'] },
          Null: { 'aws:RequestTag/a': 'false' },
        }),
      ],
    ],
    passes: [
      [
        'a key that has to be there',
        policyWith('Allow', { 'ForAllValues:StringLike': { 'aws:TagKeys': ['a'] }, Null: { 'aws:TagKeys': 'false' } }),
      ],
      ['a Deny', policyWith('Deny', { 'ForAllValues:StringLike': { 'aws:TagKeys': ['a'] } })],
      ['no condition', policyWith('Allow', {})],
    ],
  },
});

function policyWith(Effect: string, Condition: object) {
  const statement = { Effect, Action: 'ec2:CreateTags', Resource: '*', Condition };
  return only('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [statement] } });
}
