import { accountSettingsRoleName, platformPath, rolePath, RUNNER_ROLE_PREFIX, SHARED_SCOPE } from '@careplane/config';
import { ofIam } from './place';
import type { ScopedPlace } from './place';
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
  'cloudformation:*',
  'cloudtrail:*',
  'codebuild:*',
  'codepipeline:CreatePipeline',
  'codepipeline:UpdatePipeline',
  'config:*',
  'datapipeline:*',
  'ec2-instance-connect:*',
  'ec2:*IamInstanceProfile*',
  'ec2:*LaunchTemplate*',
  'ec2:CreateFleet',
  'ec2:Disable*',
  'ec2:ModifyInstanceAttribute',
  'ec2:RequestSpot*',
  'ec2:RunInstances',
  'ecs:*',
  'glue:*',
  'iam:*',
  'identitystore:*',
  'kms:CreateGrant',
  'kms:PutKeyPolicy',
  'lambda:*',
  'organizations:*',
  's3:PutAccountPublicAccessBlock',
  's3:PutBucketPolicy',
  'sagemaker:*',
  'scheduler:*',
  'secretsmanager:PutResourcePolicy',
  'ssm:ResumeSession',
  'ssm:SendCommand',
  'ssm:StartAutomationExecution',
  'ssm:StartSession',
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
export function boundaryDocument(place: ScopedPlace, accounts: readonly string[]): PolicyDocument {
  const { platform, partition } = place;
  const stackRoles = ofIam(place, `role${platformPath(platform, '*')}`);
  const linked = ['ecs.amazonaws.com', 'ecs.application-autoscaling.amazonaws.com', 'inspector2.amazonaws.com'];
  return documentOf([
    { Effect: 'Allow', NotAction: ESCALATING, Resource: ['*'] },
    allow(
      ['sts:AssumeRole'],
      accounts.flatMap((account) => [
        `arn:${partition}:iam::${account}:role/careplane-${platform}-*`,
        `arn:${partition}:iam::${account}:role${platformPath(platform, '*')}`,
      ]),
    ),
    allow(
      [
        'cloudformation:Describe*',
        'cloudformation:Get*',
        'cloudformation:List*',
        'codebuild:Batch*',
        'codebuild:Create*Report*',
        'codebuild:List*',
        'codebuild:StartBuild',
        'codebuild:StopBuild',
        'codebuild:UpdateReport',
        'ecs:*Service',
        'ecs:*TaskDefinition',
        'ecs:Describe*',
        'ecs:List*',
        'ecs:TagResource',
        'ecs:UntagResource',
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
    allow(['cloudformation:UpdateStack'], ['*'], { ArnLike: { 'cloudformation:RoleArn': stackRoles } }),
    allow(['iam:PassRole'], [stackRoles], {
      StringEquals: {
        'iam:PassedToService': [
          'cloudformation.amazonaws.com',
          'ecs-tasks.amazonaws.com',
          'monitoring.rds.amazonaws.com',
          'scheduler.amazonaws.com',
        ],
      },
    }),
    allow(['iam:CreateServiceLinkedRole'], [ofIam(place, 'role/aws-service-role/*')], {
      StringEquals: { 'iam:AWSServiceName': linked },
    }),
    ...scheduledJobs(place),
    ...accountSettings(place),
    ...OVERRIDES.map((key) => deny(['codebuild:StartBuild'], ['*'], { Null: { [key]: 'false' } })),
    deny(['codebuild:StartBuildBatch', 'codebuild:RetryBuild*'], ['*']),
    ...keptApart(place),
  ]);
}

/** The roles of scheduled jobs, and no other roles, start tasks; the policy of each names the one family that it starts. */
function scheduledJobs(place: ScopedPlace): Statement[] {
  const { platform } = place;
  const runners = ofIam(place, `role${platformPath(platform, '*', `${RUNNER_ROLE_PREFIX}*`)}`);
  return [allow(['ecs:RunTask'], ['*'], { ArnLike: { 'aws:PrincipalArn': runners } })];
}

/** The role of the function that sets the account's settings, and no other role, may set them. */
function accountSettings(place: ScopedPlace): Statement[] {
  const role = `role${rolePath(place.platform, SHARED_SCOPE)}${accountSettingsRoleName(place.platform, '*')}`;
  const itself = { ArnLike: { 'aws:PrincipalArn': ofIam(place, role) } };
  return [
    allow(
      [
        'account:GetAlternateContact',
        'account:PutAlternateContact',
        'iam:GetAccountPasswordPolicy',
        'iam:UpdateAccountPasswordPolicy',
        's3:PutAccountPublicAccessBlock',
      ],
      ['*'],
      itself,
    ),
  ];
}

/**
 * A role below an environment's path does nothing to what carries another environment's tag, or another platform's. It passes
 * roles of its own environment only: tags do not tell who may pass a role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function keptApart(place: ScopedPlace): Statement[] {
  const tag = 'aws:ResourceTag/careplane:environment';
  return place.environments.flatMap((environment): Statement[] => {
    const own = ofIam(place, `role${platformPath(place.platform, environment, '*')}`);
    return [
      deny(['*'], ['*'], {
        ArnLike: { 'aws:PrincipalArn': own },
        Null: { [tag]: 'false' },
        StringNotEquals: { [tag]: environment },
      }),
      {
        Effect: 'Deny',
        Action: ['iam:PassRole'],
        NotResource: [own],
        Condition: { ArnLike: { 'aws:PrincipalArn': own } },
      },
    ];
  });
}
