import { accountSettingsRoleName, platformPath, rolePath, RUNNER_ROLE_PREFIX, SHARED_SCOPE } from '@careplane/config';
import { ofIam } from './place';
import type { BoundaryPlace } from './place';
import { rolesAt, rolesBelow, sharedStays } from './shared-resources';
import { allow, deny, documentOf } from './statement';
import type { PolicyDocument, Statement } from './statement';

/**
 * What no role of a stack may do, whatever its policies say, but for what is allowed by name below: change identities, take or
 * pass roles, run code under another role, change stacks, or open a resource to others. What running services need besides
 * (buckets, queues, tables, models) is for their own policies to say.
 */
const ESCALATING = [
  'account:*',
  'apprunner:*',
  'bedrock-agentcore:*',
  'budgets:*',
  'cloudformation:*',
  'cloudtrail:*',
  'codebuild:*',
  'codepipeline:*ePipeline',
  'config:*',
  'datapipeline:*',
  'ec2-instance-connect:*',
  'ec2:*IamInstanceProfile*',
  'ec2:*LaunchTemplate*',
  'ec2:CreateFleet',
  'ec2:Disable*',
  'ec2:Enable*',
  'ec2:ModifyInstance*',
  'ec2:RequestSpot*',
  'ec2:Run*',
  'ecr:PutRe*',
  'ecs:*',
  'glue:*',
  'iam:*',
  'identitystore:*',
  'inspector2:*',
  'kms:CreateGrant',
  'kms:PutKeyPolicy',
  'lambda:*',
  'organizations:*',
  's3:*AccessPoint*',
  's3:PutAccountP*',
  's3:PutBucketPolicy',
  'sagemaker:*',
  'scheduler:*',
  'secretsmanager:PutResourcePolicy',
  'ssm:Resume*',
  'ssm:Send*',
  'ssm:Start*',
  'sso-directory:*',
  'sso:*',
  'states:*',
  'sts:*',
];

/** Fields of StartBuild that replace what the project says; their keys are in the request only when they are given. */
const OVERRIDES = [
  'codebuild:environment.image',
  'codebuild:environment.privilegedMode',
  'codebuild:serviceRole',
  'codebuild:source.buildspec',
];

/**
 * The permissions boundary of every role that the platform's stacks make.
 *
 * @param accounts all accounts of the platform
 */
export function boundaryDocument(place: BoundaryPlace, accounts: readonly string[]): PolicyDocument {
  const { platform, partition } = place;
  const stackRoles = ofIam(place, `role${platformPath(platform, '*')}`);
  return documentOf([
    { Effect: 'Allow', NotAction: ESCALATING, Resource: ['*'] },
    allow(
      ['sts:AssumeRole'],
      // Below `careplane/<platform>/`, or named `careplane-<platform>-`.
      accounts.map((account) => `arn:${partition}:iam::${account}:role/careplane?${platform}?*`),
    ),
    allow(
      [
        'cloudformation:Describe*',
        'cloudformation:Get*',
        'cloudformation:List*',
        'codebuild:Batch*',
        'codebuild:Create*Report*',
        'codebuild:List*',
        'codebuild:StopBuild',
        'codebuild:UpdateReport',
        'ecs:*Service',
        'ecs:*TaskDefinition',
        'ecs:*agResource',
        'ecs:Describe*',
        'ecs:List*',
        'iam:GetRole',
        'iam:ListRoles',
        'lambda:GetFunction',
        'lambda:InvokeFunction',
        'scheduler:*Schedule',
      ],
      ['*'],
    ),
    allow(['kms:CreateGrant'], ['*'], { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
    // An image is rolled out with the narrow role of its service, never with the one that made the stack.
    allow(['cloudformation:UpdateStack'], ['*'], {
      ArnLike: { 'cloudformation:RoleArn': rolesAt(platformPath(platform, '*')) },
    }),
    allow(['iam:PassRole'], [stackRoles], {
      StringLike: { 'iam:PassedToService': ['cloudformation.*', 'ecs-tasks.*', 'monitoring.rds.*', 'scheduler.*'] },
    }),
    // Of ECS and of its scaling, and of Amazon Inspector.
    allow(['iam:CreateServiceLinkedRole'], ['*'], {
      StringLike: { 'iam:AWSServiceName': ['ecs.*', 'inspector2.*'] },
    }),
    ...scheduledJobs(place),
    ...accountSettings(place),
    allow(['codebuild:StartBuild'], ['*'], { Null: Object.fromEntries(OVERRIDES.map((key) => [key, 'true'])) }),
    ...keptApart(place),
    ...sharedStays(place),
  ]);
}

/** The roles of scheduled jobs, and no other roles, start tasks; the policy of each names the one family that it starts. */
function scheduledJobs({ platform }: BoundaryPlace): Statement[] {
  const runners = rolesAt(platformPath(platform, '*', `${RUNNER_ROLE_PREFIX}*`));
  return [allow(['ecs:RunTask'], ['*'], { ArnLike: { 'aws:PrincipalArn': runners } })];
}

/** The role of the function that sets the account's settings, and no other role, may set them. */
function accountSettings({ platform }: BoundaryPlace): Statement[] {
  const role = `${rolePath(platform, SHARED_SCOPE)}${accountSettingsRoleName(platform, '*')}`;
  const itself = { ArnLike: { 'aws:PrincipalArn': rolesAt(role) } };
  return [
    allow(
      [
        'account:GetAlternateContact',
        'account:PutAlternateContact',
        'ec2:Enable*',
        'ec2:ModifyInstanceM*',
        'iam:GetAccountP*',
        'iam:UpdateAccountP*',
        'inspector2:*',
        's3:PutAccountP*',
      ],
      ['*'],
      itself,
    ),
  ];
}

/**
 * A role below an environment's path does nothing to what carries another environment's tag. It passes roles of its own environment
 * only, and updates the stacks of its own environment only: tags do not tell who may pass a role, and our stacks have none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function keptApart({ partition, platform, environments }: BoundaryPlace): Statement[] {
  const tag = 'aws:ResourceTag/careplane:environment';
  return environments.flatMap((environment): Statement[] => {
    const own = { StringLike: { 'aws:PrincipalArn': rolesBelow(rolePath('*', environment)) } };
    return [
      deny(['*'], ['*'], {
        ...own,
        Null: { [tag]: 'false' },
        StringNotEquals: { [tag]: environment },
      }),
      {
        Effect: 'Deny',
        // Of the actions of CloudFormation that begin so, UpdateStack alone is allowed above.
        Action: ['cloudformation:U*', 'iam:PassRole'],
        NotResource: [
          `arn:${partition}:cloudformation:*:*:stack/*-${environment}/*`,
          `arn:${partition}:iam::*:role${rolePath(platform, environment)}*`,
        ],
        Condition: own,
      },
    ];
  });
}
