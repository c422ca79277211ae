import { actionsNamed } from '../iam/actions';
import { POLICY_TYPES, statementsIn } from '../iam/statements';
import { only } from './examples';
import { ruleFor } from './rule';

/** Key of a policy's metadata: resource → the reason why it is a wildcard. */
const REASONS = 'careplane:wildcards';
const SHORTEST_REASON = 20;

/**
 * An action on everything, or every action of a service, has a written reason in the metadata of its policy. Actions that know no
 * resources need none: AWS accepts `*` only. A name with an asterisk at its end is cdk-nag's matter (AwsSolutions-IAM5).
 */
export const policyWildcardsHaveReasons = ruleFor({
  name: 'PolicyWildcardsHaveReasons',
  control: '164.308(a)(4)(i)',
  sameAs: 'AWS Config: IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS',
  types: POLICY_TYPES,
  wrong: ({ resource }) => {
    const reasons = (resource.Metadata?.[REASONS] ?? {}) as Readonly<Record<string, unknown>>;
    const reason = reasons['*'];
    if (typeof reason === 'string' && reason.trim().length >= SHORTEST_REASON) return undefined;
    const wide = statementsIn(resource)
      .filter(({ allows, allBut, resources }) => allows && !allBut && resources.includes('*'))
      .flatMap(({ actions }) => actions)
      .filter((name) => name === '*' || name.endsWith(':*') || actionsNamed(name).some(({ arns }) => arns.length > 0));
    return wide.length === 0
      ? undefined
      : `The policy allows ${[...new Set(wide)].join(', ')} on every resource, without a reason. Name the resources, or write the reason into the metadata ${REASONS}.`;
  },
  examples: {
    fails: [
      ['an action that knows resources', policyWith({ Action: 's3:GetObject', Resource: '*' })],
      ['every action of a service', policyWith({ Action: 's3:*', Resource: '*' })],
      ['a reason that is none', policyWith({ Action: 's3:GetObject', Resource: '*' }, { '*': 'because' })],
    ],
    passes: [
      ['an action that knows no resources', policyWith({ Action: 'ecr:GetAuthorizationToken', Resource: '*' })],
      ['a named resource', policyWith({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' })],
      [
        'a written reason',
        policyWith(
          { Action: 'rds:DescribeDBInstances', Resource: '*' },
          { '*': 'The command lists all databases before it shows one; it returns no data.' },
        ),
      ],
    ],
  },
});

function policyWith(statement: object, reasons?: object) {
  const resources = only('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] },
  });
  if (reasons === undefined) return resources;
  return Object.fromEntries(
    Object.entries(resources).map(([id, each]) => [id, { ...each, Metadata: { [REASONS]: reasons } }]),
  );
}
