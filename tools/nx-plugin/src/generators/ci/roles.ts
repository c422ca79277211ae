import { deployRole, githubEnvironment, planRole } from './target';
import type { CiTarget, Place } from './target';

const ISSUER = 'token.actions.githubusercontent.com';

/**
 * The CloudFormation of the roles, as plain data. Each trusts this repository alone, and of it only certain branches or one
 * environment, by equality: a wildcard in the subject would let pull requests in.
 *
 * The roles may do little themselves: they read and write the ledger, and take the roles that CDK's bootstrap made.
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export function rolesTemplate({ platform, repository, account, environments }: CiTarget): object {
  const branches = [...new Set(environments.map(({ branch }) => branch))];
  const parameters = arn('ssm', `parameter/careplane/${platform}`);
  const all = environments.flatMap(({ places }) => places);
  const own = all.filter((place) => place.account === account);
  const others = all.filter((place) => place.account !== account);
  const plan = role(planRole(platform), `Prepares changes of ${platform} and looks at them; executes none.`, {
    subjects: branches.map((branch) => `repo:${repository}:ref:refs/heads/${branch}`),
    statements: [
      readLedger(parameters),
      readStacks(platform),
      prepareChangeSets(platform),
      passExecutionRole(own),
      takeBootstrapRoles([...rolesOf(own, 'file-publishing'), ...rolesOf(others, 'lookup')]),
    ],
  });
  const deploys = environments.map(({ name, places }) => [
    `Deploy${pascal(name)}`,
    role(deployRole(platform, name), `Deploys ${platform} to ${name}.`, {
      subjects: [`repo:${repository}:environment:${githubEnvironment(platform, name)}`],
      statements: [
        readLedger(parameters),
        readStacks(platform),
        writeLedger(parameters, name),
        takeBootstrapRoles(rolesOf(places, 'deploy', 'file-publishing', 'lookup')),
      ],
    }),
  ]);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Roles that the workflows of ${repository} take to deploy ${platform}. No static keys.`,
    Parameters: {
      ProviderArn: {
        Type: 'String',
        Default: '',
        Description: `ARN of the account's identity provider for ${ISSUER}; empty when this stack is to make it. An account can have only one.`,
      },
    },
    Conditions: { MakeProvider: { 'Fn::Equals': [{ Ref: 'ProviderArn' }, ''] } },
    Resources: {
      Provider: {
        Type: 'AWS::IAM::OIDCProvider',
        Condition: 'MakeProvider',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: { Url: `https://${ISSUER}`, ClientIdList: ['sts.amazonaws.com'] },
      },
      Plan: plan,
      ...Object.fromEntries(deploys),
    },
  };
}

type Statement = Readonly<Record<string, unknown>>;

interface RoleRules {
  readonly subjects: readonly string[];
  readonly statements: readonly Statement[];
}

function role(name: string, description: string, { subjects, statements }: RoleRules): object {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      Description: description,
      MaxSessionDuration: 14_400,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: { 'Fn::If': ['MakeProvider', { Ref: 'Provider' }, { Ref: 'ProviderArn' }] } },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: [...subjects] },
            },
          },
        ],
      },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [...statements] } }],
    },
  };
}

function readLedger(parameters: object): Statement {
  const below = join(parameters, '/*');
  return {
    Effect: 'Allow',
    Action: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
    Resource: [parameters, below, arn('ssm', 'parameter/cdk-bootstrap/*')],
  };
}

function writeLedger(parameters: object, environment: string): Statement {
  const places = ['deployed', 'deploying'].map((folder) => join(parameters, `/${folder}/*/${environment}`));
  return { Effect: 'Allow', Action: ['ssm:PutParameter', 'ssm:DeleteParameter'], Resource: places };
}

function readStacks(platform: string): Statement {
  return {
    Effect: 'Allow',
    Action: [
      'cloudformation:DescribeStacks',
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeStackResources',
      'cloudformation:GetTemplate',
      'cloudformation:ListStackResources',
    ],
    Resource: arn('cloudformation', `stack/${platform}-*/*`),
  };
}

/**
 * Everything up to a change set, and not its execution. CDK's deploy role could do both, so who only plans may not take it;
 * CDK's toolkit then goes on with the rights of this role. In other accounts it can only look.
 */
function prepareChangeSets(platform: string): Statement {
  return {
    Effect: 'Allow',
    Action: [
      'cloudformation:CreateChangeSet',
      'cloudformation:DeleteChangeSet',
      'cloudformation:DescribeChangeSet',
      'cloudformation:DescribeEvents',
      'cloudformation:GetTemplateSummary',
      'cloudformation:UpdateTerminationProtection',
    ],
    Resource: arn('cloudformation', `stack/${platform}-*/*`),
  };
}

/** The change set names the role that will carry it out. */
function passExecutionRole(places: readonly Place[]): Statement {
  return {
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: rolesOf(places, 'cfn-exec'),
    Condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
  };
}

function takeBootstrapRoles(roles: readonly object[]): Statement {
  return { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roles };
}

/** By their full names: CDK's bootstrap makes one set in each account and region. */
function rolesOf(places: readonly Place[], ...kinds: readonly string[]): object[] {
  const distinct = new Map(places.map((place) => [`${place.account}/${place.region}`, place]));
  return [...distinct.values()].flatMap(({ account, region }) =>
    kinds.map((kind) => ({
      'Fn::Sub': `arn:\${AWS::Partition}:iam::${account}:role/cdk-hnb659fds-${kind}-role-${account}-${region}`,
    })),
  );
}

function arn(service: string, resource: string): { readonly 'Fn::Sub': string } {
  // Environments may have regions of their own.
  return { 'Fn::Sub': `arn:\${AWS::Partition}:${service}:*:\${AWS::AccountId}:${resource}` };
}

function join(base: object, more: string): object {
  return { 'Fn::Sub': `${(base as { 'Fn::Sub': string })['Fn::Sub']}${more}` };
}

function pascal(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
