import { only, resource } from './examples';
import { ruleFor } from './rule';
import { allowed, at, listOf, refersTo, resourcesOf, shown } from './template-values';
import type { JudgedResource } from './rule';

const POWERFUL = /:policy\/(?:AdministratorAccess|PowerUserAccess|IAMFullAccess)\b/;

/** No policy gives everything, and none gives everything of a service on everything. */
export const noAdministratorPolicy = ruleFor({
  name: 'NoAdministratorPolicy',
  control: '164.308(a)(4)(i)',
  sameAs: 'AWS Config: IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS, IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS',
  types: ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::Group'],
  where: (subject) => !isForEmergencies(subject),
  wrong: ({ properties }) => {
    const attached = listOf(properties['ManagedPolicyArns']).find((arn) => POWERFUL.test(JSON.stringify(arn)));
    if (attached !== undefined) return `The policy ${shown(attached)} gives more than any duty needs.`;
    const documents = [
      properties['PolicyDocument'],
      ...listOf(properties['Policies']).map(
        (policy) => (policy as { readonly PolicyDocument?: unknown }).PolicyDocument,
      ),
    ];
    const actions = documents
      .flatMap(allowed)
      .filter(({ Resource }) => listOf(Resource).includes('*'))
      .flatMap(({ Action }) => listOf(Action))
      .filter((action) => /^(\*|[a-z0-9-]+:\*)$/.test(String(action)));
    return actions.length === 0 ? undefined : `The policy allows ${actions.join(', ')} on every resource.`;
  },
  examples: {
    fails: [
      ['everything', policyWith({ Action: '*', Resource: '*' })],
      ['everything of a service', policyWith({ Action: ['s3:GetObject', 's3:*'], Resource: ['*'] })],
      [
        'the administrator’s policy',
        only('AWS::IAM::Role', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      ],
    ],
    passes: [
      ['everything of one bucket', policyWith({ Action: 's3:*', Resource: 'arn:aws:s3:::x/*' })],
      [
        'everything, for a role that asks for a second factor',
        {
          ...only('AWS::IAM::ManagedPolicy', {
            Roles: [{ Ref: 'Emergency' }],
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
          }),
          Emergency: resource('AWS::IAM::Role', {
            AssumeRolePolicyDocument: {
              Statement: [{ Effect: 'Allow', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
            },
          }),
        },
      ],
      ['one action', policyWith({ Action: 'ecr:GetAuthorizationToken', Resource: '*' })],
    ],
  },
});

/** Whether only a role that asks for a second factor has the policy: in an emergency, no one knows what is needed. */
function isForEmergencies({ properties, template }: JudgedResource): boolean {
  const holders = listOf(properties['Roles']);
  if (holders.length === 0 || listOf(properties['Groups']).length + listOf(properties['Users']).length > 0)
    return false;
  const guarded = resourcesOf(template, 'AWS::IAM::Role').filter((role) =>
    allowed(role.properties['AssumeRolePolicyDocument']).every(
      ({ Condition }) => String(at(Condition, 'Bool', 'aws:MultiFactorAuthPresent')) === 'true',
    ),
  );
  return holders.every((holder) => guarded.some(({ logicalId }) => refersTo(holder, logicalId)));
}

function policyWith(statement: object) {
  return only('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } });
}
