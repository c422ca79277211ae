import { accessRoleName, breakGlassRoleName, emergencyBoundaryName, rolePath, SHARED_SCOPE } from '@careplane/config';
import { boundaryOf, ofIam, policiesOf, rolesOf } from './place';
import type { ScopedPlace } from './place';
import { allow, deny } from './statement';
import type { Statement } from './statement';

/** Types of IAM that stacks may have. */
export const IAM_TYPES = [
  'AWS::IAM::Group',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Role',
  'AWS::IAM::ServiceLinkedRole',
  'AWS::IAM::UserToGroupAddition',
];

/** AWS's own policies that stacks attach to roles: what a service needs, and nothing of IAM. */
const AWS_POLICIES = [
  'service-role/AWSBackupServiceRolePolicyForBackup',
  'service-role/AWSBackupServiceRolePolicyForRestores',
  'service-role/AWSLambdaBasicExecutionRole',
  'service-role/AmazonRDSEnhancedMonitoringRole',
];

/** Characters of a list in one statement, so that the statement fits into a policy beside its other parts. */
const LONGEST_LIST = 4000;

/** The values in as many lists as statements need. A platform may name hundreds of task policies. */
function inStatements(values: readonly string[]): string[][] {
  const lists: string[][] = [];
  for (const value of values) {
    const list = lists.at(-1);
    if (list !== undefined && JSON.stringify([...list, value]).length <= LONGEST_LIST) list.push(value);
    else lists.push([value]);
  }
  return lists;
}

/**
 * Roles and policies below the scope's path. A role can be made only with the boundary, and can get policies only while it
 * has it: IAM compares `iam:PermissionsBoundary` with what the role has.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function makeRoles(place: ScopedPlace, taskPolicies: readonly string[]): Statement[] {
  const bounded = { StringEquals: { 'iam:PermissionsBoundary': boundaryOf(place) } };
  const attachable = [
    policiesOf(place),
    ...AWS_POLICIES.map((name) => `arn:${place.partition}:iam::aws:policy/${name}`),
    ...taskPolicies,
  ];
  return [
    allow(
      ['iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
      [rolesOf(place)],
      bounded,
    ),
    ...inStatements(attachable).map((policies) =>
      allow(['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], [rolesOf(place)], {
        ...bounded,
        ArnLike: { 'iam:PolicyARN': policies },
      }),
    ),
    allow(
      [
        'iam:DeleteRole',
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListAttachedRolePolicies',
        'iam:ListRolePolicies',
        'iam:ListRoleTags',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      [rolesOf(place)],
    ),
    allow(
      [
        'iam:CreatePolicy',
        'iam:CreatePolicyVersion',
        'iam:DeletePolicy',
        'iam:DeletePolicyVersion',
        'iam:GetPolicy',
        'iam:GetPolicyVersion',
        'iam:ListEntitiesForPolicy',
        'iam:ListPolicyVersions',
        'iam:TagPolicy',
        'iam:UntagPolicy',
      ],
      [policiesOf(place)],
    ),
  ];
}

/**
 * Groups of people below the scope's path, with policies of the scope. A group has no boundary: whoever changes the stack of the
 * groups decides what people may do, which is why that stack is deployed after an approval.
 */
export function makeGroups(place: ScopedPlace): Statement[] {
  const groups = [ofIam(place, `group${rolePath(place.platform, place.scope)}*`)];
  return [
    allow(
      [
        'iam:AddUserToGroup',
        'iam:CreateGroup',
        'iam:DeleteGroup',
        'iam:GetGroup',
        'iam:GetGroupPolicy',
        'iam:ListAttachedGroupPolicies',
        'iam:ListGroupPolicies',
        'iam:RemoveUserFromGroup',
        'iam:UpdateGroup',
      ],
      groups,
    ),
    allow(['iam:AttachGroupPolicy', 'iam:DetachGroupPolicy'], groups, {
      ArnLike: { 'iam:PolicyARN': [policiesOf(place)] },
    }),
  ];
}

/** The role for emergencies is made with its own boundary, which only an administrator can change. */
export function makeEmergencyRole(place: ScopedPlace): Statement[] {
  const bounded = { StringEquals: { 'iam:PermissionsBoundary': emergencyBoundaryOf(place) } };
  return [
    allow(['iam:CreateRole', 'iam:PutRolePermissionsBoundary'], [emergencyRoleOf(place)], bounded),
    allow(['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], [emergencyRoleOf(place)], {
      ...bounded,
      ArnLike: { 'iam:PolicyARN': [policiesOf(place)] },
    }),
  ];
}

function emergencyRoleOf(place: ScopedPlace): string {
  return ofIam(place, `role${rolePath(place.platform, SHARED_SCOPE)}${breakGlassRoleName(place.platform)}`);
}

function emergencyBoundaryOf(place: ScopedPlace): string {
  return ofIam(place, `policy/${emergencyBoundaryName(place.platform)}`);
}

/** The scope's roles may be passed to the services of its resource types. */
export function passRoles(place: ScopedPlace, services: readonly string[]): Statement[] {
  if (services.length === 0) return [];
  return [allow(['iam:PassRole'], [rolesOf(place)], { StringEquals: { 'iam:PassedToService': services } })];
}

/** Making the role of a service as a resource of a stack. */
export function makeServiceLinkedRoles(place: ScopedPlace, services: readonly string[]): Statement[] {
  return [
    allow(
      ['iam:DeleteServiceLinkedRole', 'iam:GetRole', 'iam:GetServiceLinkedRoleDeletionStatus', 'iam:UpdateRole'],
      services.map((service) => ofIam(place, `role/aws-service-role/${service}/*`)),
    ),
  ];
}

/** Roles that AWS services make for themselves, with policies that AWS wrote. */
export function serviceLinkedRoles(place: ScopedPlace, services: readonly string[]): Statement[] {
  if (services.length === 0) return [];
  return [
    allow(
      ['iam:CreateServiceLinkedRole'],
      services.map((service) => ofIam(place, `role/aws-service-role/${service}/*`)),
      { StringEquals: { 'iam:AWSServiceName': services } },
    ),
    allow(
      ['iam:PassRole'],
      services.map((service) => ofIam(place, `role/aws-service-role/${service}/*`)),
      { StringLike: { 'iam:PassedToService': '*.amazonaws.com' } },
    ),
  ];
}

/**
 * Services whose shared resources no stack of an environment works on. A template can take a resource that exists into its stack, and
 * change or delete it there. The network is not among them: security groups and endpoints are made in the shared one.
 */
const SHARED_SERVICES = [
  'access-analyzer',
  'cloudtrail',
  'cloudwatch',
  'codebuild',
  'codecommit',
  'codepipeline',
  'ecr',
  'events',
  'guardduty',
  'kms',
  'lambda',
  'logs',
  'securityhub',
  'sns',
  'sqs',
].map((service) => `${service}:*`);

/**
 * What no allowance above may undo. A role of the access stack begins with `careplane-` and has no path; the boundary does,
 * too. Resources of other environments and platforms are recognized by the tags that each of our stacks sets.
 */
export function neverTouched(place: ScopedPlace): Statement[] {
  const { platform, scope, environments } = place;
  const own = environments.includes(scope);
  const environmentTag = 'aws:ResourceTag/careplane:environment';
  const platformTag = 'aws:ResourceTag/careplane:platform';
  return [
    deny(['iam:*'], [ofIam(place, 'role/careplane-*'), ofIam(place, 'policy/careplane-*'), ofIam(place, 'role/cdk-*')]),
    deny(['iam:DeleteRolePermissionsBoundary'], ['*']),
    deny(['iam:CreateRole', 'iam:PutRolePermissionsBoundary'], ['*'], {
      StringNotEquals: { 'iam:PermissionsBoundary': [boundaryOf(place), emergencyBoundaryOf(place)] },
    }),
    {
      Effect: 'Deny',
      Action: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'],
      NotResource: [emergencyRoleOf(place)],
      Condition: { StringEquals: { 'iam:PermissionsBoundary': emergencyBoundaryOf(place) } },
    },
    deny(['*'], ['*'], {
      Null: { [environmentTag]: 'false' },
      ...(own ? { StringNotEquals: { [environmentTag]: scope } } : {}),
    }),
    deny(['*'], ['*'], { Null: { [platformTag]: 'false' }, StringNotEquals: { [platformTag]: platform } }),
    ...(own ? [deny(SHARED_SERVICES, ['*'], { Null: { [environmentTag]: 'true', [platformTag]: 'false' } })] : []),
  ];
}

/** The role with which CloudFormation makes the scope's resources. */
export function executionRoleOf(place: ScopedPlace): string {
  return ofIam(place, `role/${accessRoleName(place.platform, place.scope, 'execution')}`);
}
