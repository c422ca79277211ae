import { actionsNamed, isResourceOf, knowsKey } from '../iam/actions';
import { POLICY_TYPES, statementsIn } from '../iam/statements';
import type { PolicyStatementText } from '../iam/statements';
import { only } from './examples';
import { ruleFor } from './rule';

/** IAM accepts a statement whose action, resource or condition key does not exist, and then it allows nothing, or everything. */
export const policyActionsExist = ruleFor({
  name: 'PolicyActionsExist',
  control: '164.308(a)(4)(i)',
  sameAs: 'IAM Access Analyzer: INVALID_ACTION, INVALID_SERVICE_CONDITION_KEY, UNSUPPORTED_RESOURCE_ARN_IN_POLICY',
  types: POLICY_TYPES,
  wrong: ({ resource }) => {
    const faults = [...new Set(statementsIn(resource).flatMap(faultsOf))];
    return faults.length === 0 ? undefined : `The policy names what AWS does not know: ${faults.join('; ')}.`;
  },
  examples: {
    fails: [
      ['an action that does not exist', allow({ Action: 's3:GetObjects', Resource: '*' })],
      ['a service that is not in the table', allow({ Action: 'nosuchservice:Get', Resource: '*' })],
      ['a resource that the action does not know', allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket' })],
      [
        'the resource of another action',
        allow({ Action: 'ecs:DescribeServices', Resource: 'arn:aws:ecs:us-east-2:111122223333:cluster/a' }),
      ],
      [
        'a condition key with a dot',
        allow({
          Action: 'ec2:TerminateInstances',
          Resource: '*',
          Condition: { StringEquals: { 'ec2.ResourceTag/appenv': 'dev' } },
        }),
      ],
    ],
    passes: [
      [
        'objects of every bucket whose name begins so',
        allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket*' }),
      ],
      ['an action on its resource', allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' })],
      [
        'a name that only the account knows',
        allow({ Action: 's3:GetObject', Resource: { 'Fn::Join': ['', ['arn:aws:s3:::', { Ref: 'Bucket' }, '/*']] } }),
      ],
      [
        'a condition key of the action',
        allow({
          Action: 'ec2:TerminateInstances',
          Resource: '*',
          Condition: { StringEquals: { 'ec2:ResourceTag/appenv': 'dev' } },
        }),
      ],
      ['everything', allow({ Action: '*', Resource: '*' })],
    ],
  },
});

function faultsOf({ actions, allows, allBut, resources, conditions }: PolicyStatementText): string[] {
  const named = actions.filter((name) => name !== '*').map((name) => ({ name, known: actionsNamed(name) }));
  const unknown = named
    .filter(({ known }) => known.length === 0)
    .map(({ name }) => `${name} is no action that the table knows`);
  // What is denied may be named widely: a deny on a resource that one of its actions does not know denies the others.
  if (!allows || allBut || named.length < actions.length || unknown.length > 0) return unknown;
  const fits = ({ known }: (typeof named)[number], resource: string) =>
    known.some((action) => isResourceOf(action, resource));
  return [
    ...named
      .filter((each) => !resources.some((resource) => fits(each, resource)))
      .map(({ name }) => `${name} is done to none of ${resources.join(', ')}`),
    ...resources
      .filter((resource) => !named.some((each) => fits(each, resource)))
      .map((resource) => `none of ${actions.join(', ')} is done to ${resource}`),
    ...named.flatMap(({ name, known }) =>
      conditions
        .map(([, key]) => key)
        .filter((key) => !known.some((action) => knowsKey(action, key)))
        .map((key) => `${name} knows no condition key ${key}`),
    ),
  ];
}

function allow(statement: object) {
  return only('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } });
}
