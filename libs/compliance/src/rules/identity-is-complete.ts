import { at, listOf, refersTo, resourcesOf } from './template-values';
import type { CloudFormationTemplate, Rule, TemplateResource, Violation } from './rule';

/**
 * Key of a template's metadata with the names of the groups that it has, and of the role for emergencies. It is at the template and not
 * at a resource, so that it is still there when a resource is gone.
 */
const IDENTITY_METADATA = 'careplane:identity';

/** Each group that the platform names is there with its policies, and so is the role for emergencies. */
export const identityIsComplete: Rule = {
  name: 'IdentityIsComplete',
  control: '164.308(a)(3)(i)',
  sameAs: 'CIS 7.0: 2.14 (permissions through groups only); none for the role',
  looksAt: (template) => (promised(template) === undefined ? [] : Object.keys(template.Resources ?? {}).slice(0, 1)),
  find: (template) => {
    const names = promised(template);
    const [logicalId] = Object.keys(template.Resources ?? {});
    if (names === undefined || logicalId === undefined) return [];
    return [
      ...listOf(at(names, 'groups'))
        .map(String)
        .flatMap((name) => groupProblem(template, name)),
      ...roleProblem(template, String(at(names, 'emergencyRole'))),
    ].map((problem) => ({ logicalId, ...problem }));
  },
  examples: {
    fails: [
      ['a group that is gone', { Role: role() }, promise()],
      ['a group without a policy', { Group: group(), Role: role() }, promise()],
      ['a role that is gone', { Group: group(), Policy: policy() }, promise()],
      [
        'a permission set without policies',
        { Set: { Type: 'AWS::SSO::PermissionSet', Properties: { Name: 'acme-developers' } }, To: to(), Role: role() },
        promise(),
      ],
      ['a permission set whose policy is gone', { Set: permissionSet(), To: to(), Role: role() }, promise()],
      ['a permission set for no one', { Set: permissionSet(), Policy: policy(), Role: role() }, promise()],
    ],
    passes: [
      ['a template that promises no group', {}],
      ['a group with its policy, and the role', { Group: group(), Policy: policy(), Role: role() }, promise()],
      [
        'a permission set with its policies',
        { Set: permissionSet(), To: to(), Policy: policy(), Role: role() },
        promise(),
      ],
    ],
  },
};

type Problem = Omit<Violation, 'logicalId'>;

const promised = ({ Metadata }: CloudFormationTemplate): unknown => Metadata?.[IDENTITY_METADATA];

function groupProblem(template: CloudFormationTemplate, name: string): Problem[] {
  const controls = ['164.308(a)(3)(i)', '164.312(d)'] as const;
  const found = resourcesOf(template, 'AWS::IAM::Group').find(({ properties }) => properties['GroupName'] === name);
  const set = resourcesOf(template, 'AWS::SSO::PermissionSet').find(({ properties }) => properties['Name'] === name);
  if (found === undefined && set === undefined)
    return [{ controls, message: `The group ${name} is not there, and its people would have other rights or none.` }];
  const messages =
    found === undefined ? setProblems(template, name, set) : groupPolicies(template, name, found.logicalId);
  return messages.map((message) => ({ controls, message }));
}

function groupPolicies(template: CloudFormationTemplate, name: string, logicalId: string): string[] {
  return resourcesOf(template, 'AWS::IAM::ManagedPolicy').some(({ properties }) =>
    refersTo(properties['Groups'], logicalId),
  )
    ? []
    : [withoutPolicy(name)];
}

/** A permission set names its policies, which have to be in the account, and does nothing until it is assigned. */
function setProblems(
  template: CloudFormationTemplate,
  name: string,
  set: { logicalId: string; properties: Readonly<Record<string, unknown>> } | undefined,
): string[] {
  const wanted = listOf(set?.properties['CustomerManagedPolicyReferences']).map((one) => String(at(one, 'Name')));
  const made = resourcesOf(template, 'AWS::IAM::ManagedPolicy').map(
    ({ properties }) => properties['ManagedPolicyName'],
  );
  const assigned = resourcesOf(template, 'AWS::SSO::Assignment').some(({ properties }) =>
    refersTo(properties['PermissionSetArn'], set?.logicalId ?? ''),
  );
  return [
    ...(wanted.length === 0 ? [withoutPolicy(name)] : []),
    ...wanted
      .filter((policy) => !made.includes(policy))
      .map(
        (policy) => `The permission set ${name} names the policy ${policy}, which is not there: it cannot be assigned.`,
      ),
    ...(assigned ? [] : [`The permission set ${name} is assigned to no one.`]),
  ];
}

const withoutPolicy = (name: string): string =>
  `The group ${name} has no managed policy, so it gives its people no right and no limit.`;

function roleProblem(template: CloudFormationTemplate, name: string): Problem[] {
  if (resourcesOf(template, 'AWS::IAM::Role').some(({ properties }) => properties['RoleName'] === name)) return [];
  const message = `The role for emergencies, ${name}, is not there: an emergency would need the root user.`;
  return [{ controls: ['164.312(a)(2)(ii)', '164.312(d)'], message }];
}

function promise() {
  return { [IDENTITY_METADATA]: { groups: ['acme-developers'], emergencyRole: 'acme-break-glass' } };
}

function group(): TemplateResource {
  return { Type: 'AWS::IAM::Group', Properties: { GroupName: 'acme-developers' } };
}

function policy(): TemplateResource {
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { ManagedPolicyName: 'acme-developers-duties', Groups: [{ Ref: 'Group' }] },
  };
}

function permissionSet(): TemplateResource {
  return {
    Type: 'AWS::SSO::PermissionSet',
    Properties: { Name: 'acme-developers', CustomerManagedPolicyReferences: [{ Name: 'acme-developers-duties' }] },
  };
}

function to(): TemplateResource {
  return {
    Type: 'AWS::SSO::Assignment',
    Properties: { PermissionSetArn: { 'Fn::GetAtt': ['Set', 'PermissionSetArn'] } },
  };
}

function role(): TemplateResource {
  return { Type: 'AWS::IAM::Role', Properties: { RoleName: 'acme-break-glass' } };
}
