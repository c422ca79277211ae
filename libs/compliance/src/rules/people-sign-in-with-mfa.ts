import { statementsIn } from '../iam/statements';
import { only, resource } from './examples';
import { ruleFor } from './rule';
import { allowed, at, listOf, refersTo } from './template-values';
import type { JudgedResource, TemplateResource } from './rule';

const MFA = 'aws:MultiFactorAuthPresent';

/**
 * Whatever policy is attached to a person later, nothing works without a second factor: each group has a policy that denies it, and a
 * role that users take asks for it. Permission sets of Identity Center cannot: the directory asks for the factor there.
 */
export const peopleSignInWithMfa = ruleFor({
  name: 'PeopleSignInWithMfa',
  control: '164.312(d)',
  sameAs: 'AWS Config: IAM_USER_MFA_ENABLED, MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS',
  types: ['AWS::IAM::Group', 'AWS::IAM::Role'],
  where: (subject) => subject.type === 'AWS::IAM::Group' || userTrusts(subject).length > 0,
  wrong: (subject) => {
    if (subject.type === 'AWS::IAM::Group')
      return policiesOf(subject).some(deniesWithoutMfa)
        ? undefined
        : 'No policy of the group denies what its members do without a second factor.';
    return userTrusts(subject).every((statement) => String(at(statement, 'Condition', 'Bool', MFA)) === 'true')
      ? undefined
      : 'Users take the role without a second factor.';
  },
  examples: {
    fails: [
      ['a group without policies', only('AWS::IAM::Group', {})],
      ['a denial that an access key evades', groupWith({ Bool: { [MFA]: 'false' } })],
      ['a denial of some actions', groupWith({ BoolIfExists: { [MFA]: 'false' } }, { Action: ['s3:*'] })],
      ['a role of users', roleOf({ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/robin' } })],
    ],
    passes: [
      ['a denial of all but the sign-in', groupWith({ BoolIfExists: { [MFA]: 'false' } })],
      [
        'a role that asks for the factor',
        roleOf({
          ArnEquals: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:user/robin'] },
          Bool: { [MFA]: 'true' },
        }),
      ],
      ['a role of a service', only('AWS::IAM::Role', {})],
    ],
  },
});

/** Statements of a trust that let users in: as the principal, or by a condition that names them. */
function userTrusts({ properties }: JudgedResource) {
  return allowed(properties['AssumeRolePolicyDocument']).filter((statement) =>
    /:user\//.test(JSON.stringify([at(statement, 'Principal', 'AWS'), statement['Condition']])),
  );
}

/** Managed policies that name the group, and the group itself with its inline policies. */
function policiesOf({ template, logicalId, resource: group }: JudgedResource): TemplateResource[] {
  const managed = Object.values(template.Resources ?? {}).filter(
    ({ Type, Properties }) => Type === 'AWS::IAM::ManagedPolicy' && refersTo(Properties?.['Groups'], logicalId),
  );
  return [group, ...managed];
}

/**
 * Whether a policy denies all but some actions on everything to those without the factor. `IfExists`, because a request with an access
 * key and no session does not have the key of the condition.
 */
function deniesWithoutMfa(policy: TemplateResource): boolean {
  return statementsIn(policy).some(
    ({ allows, allBut, actions, resources, conditions }) =>
      !allows &&
      (allBut || actions.includes('*')) &&
      resources.includes('*') &&
      conditions.length === 1 &&
      conditions.some(
        ([operator, key, values]) => operator === 'BoolIfExists' && key === MFA && listOf(values).includes('false'),
      ),
  );
}

function groupWith(Condition: object, actions: object = { NotAction: ['iam:ListMFADevices'] }) {
  return only(
    'AWS::IAM::Group',
    {},
    {
      Rules: resource('AWS::IAM::ManagedPolicy', {
        Groups: [{ Ref: 'JudgedResource' }],
        PolicyDocument: { Statement: [{ Effect: 'Deny', ...actions, Resource: '*', Condition }] },
      }),
    },
  );
}

function roleOf(Condition: object) {
  const trust = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Condition };
  return only('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [trust] } });
}
