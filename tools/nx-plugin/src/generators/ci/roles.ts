import {
  assetBucketName,
  assetPrefix,
  boundaryName,
  commandParameter,
  githubDeployRoleName,
  githubImageRoleName,
  githubPlanRoleName,
  platformPath,
  rolePath,
  SHARED_SCOPE,
} from '@careplane/config';
import { grantsOf } from '@careplane/pipeline/builds';
import type { Build, Places } from '@careplane/pipeline/builds';
import { baseBuild, deployScopeBuild, imageDeployBuild, imageScanBuild, prepareBuild } from './builds';
import { nightlyRole } from './nightly/role';
import { bucketsOfPipelines, evidencePlaces, here, publishedParameters } from './places';
import { siteReleaseBuild, siteScanBuild } from './site-builds';
import { accessRoles } from './steps/stacks';
import { branchesOf } from './target';
import type { CiScope, CiTarget } from './target';
import { ISSUER, trustConditions } from './trust';
import type { TrustedJobs } from './trust';

/**
 * The CloudFormation of the roles that the workflow's jobs take, as plain data. What a role may do is what the steps of its
 * jobs declare, on this platform's own things; who may take it is in `trust.ts`.
 */
export function rolesTemplate(target: CiTarget): object {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Roles that the workflow of ${target.repository} takes to deploy ${target.platform}. No static keys.`,
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
      ...Object.fromEntries(githubRoles(target).map((role) => [role.id, resourceOf(target, role)])),
    },
  };
}

/**
 * A role of the workflow, before it is written as CloudFormation. It has no path: what CloudFormation may change for the
 * platform's stacks has one, so no deploy can change these roles, or make one of their names.
 */
export interface GithubRole {
  /** Logical id. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly jobs: TrustedJobs;
  readonly builds: readonly Build[];
  readonly places: Places;
}

/** All roles of the workflow: one that plans, and for each scope one that deploys, and two for an environment's images. */
export function githubRoles(target: CiTarget): GithubRole[] {
  const { platform, scopes } = target;
  const names = scopes.map(({ name }) => name);
  return [
    {
      id: 'Plan',
      name: githubPlanRoleName(platform),
      description: `Prepares changes of ${platform} and looks at them; executes none.`,
      jobs: { branches: branchesOf(target) },
      builds: [baseBuild(target), ...scopes.map((scope) => prepareBuild(target, scope))],
      places: {
        ...commonPlaces(target),
        ...evidencePlaces(target, `${platform}/github`),
        imageRepository: [here(target, 'ecr', `repository/${platform}/*`)],
        accessRoles: accessRoles(target, names, ['plan', 'publish', 'look']),
      },
    },
    ...scopes.map((scope) => deployRole(target, scope)),
    ...scopes.flatMap((scope) => imageRoles(target, scope)),
    nightlyRole(target),
  ];
}

function deployRole(target: CiTarget, scope: CiScope): GithubRole {
  const { platform } = target;
  const record = (kind: string) => [here(target, 'ssm', `parameter${platformPath(platform, kind, '*', scope.name)}`)];
  return {
    id: `Deploy${pascal(scope.name)}`,
    name: githubDeployRoleName(platform, scope.name),
    description: `Executes what was prepared of ${platform} for ${scope.name}.`,
    jobs: { branches: [scope.branch], scope: scope.name },
    builds: [deployScopeBuild(target, scope)],
    places: {
      ...commonPlaces(target),
      ...evidencePlaces(target, `${platform}/github/${scope.name}`),
      accessRoles: accessRoles(target, [scope.name], ['deploy', 'publish', 'look']),
      deployedRecords: record('deployed'),
      deploymentLocks: record('deploying'),
    },
  };
}

function imageRoles(target: CiTarget, scope: CiScope): GithubRole[] {
  const { platform, account, region } = target;
  const { name, environment, branch } = scope;
  if (environment === undefined) return [];
  const places: Places = {
    ...commonPlaces(target),
    // What the shared stacks publish; these jobs fetch no careplane command.
    variables: [publishedParameters(target)],
    ...evidencePlaces(target, `${platform}/*/${name}`),
    imageRepository: [here(target, 'ecr', `repository/${platform}/*`)],
  };
  return [
    {
      id: `ImageScan${pascal(name)}`,
      name: githubImageRoleName(platform, name, 'scan'),
      description: `Scans images of ${platform} for ${name}, and pushes those that the gate lets through.`,
      jobs: { branches: [branch] },
      builds: [
        imageScanBuild(target, scope, environment),
        ...(target.sites ? [siteScanBuild(target, scope, environment)] : []),
      ],
      places: {
        ...places,
        publishedFiles: [
          `arn:\${AWS::Partition}:s3:::${assetBucketName(target, account, region)}/${assetPrefix(platform, SHARED_SCOPE)}*`,
        ],
        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html
        findingsProduct: [here(target, 'securityhub', `product/${account}/default`)],
        findingsHub: [here(target, 'securityhub', 'hub/default')],
      },
    },
    {
      id: `ImageDeploy${pascal(name)}`,
      name: githubImageRoleName(platform, name, 'deploy'),
      description: `Deploys images of ${platform} to ${name}, by their digests.`,
      jobs: { branches: [branch], scope: name },
      builds: [
        imageDeployBuild(target, scope, environment),
        ...(target.sites ? [siteReleaseBuild(target, scope, environment)] : []),
      ],
      places: {
        ...places,
        // Each service's stack has such a role, and says itself who may take it.
        environmentRole: [
          `arn:\${AWS::Partition}:iam::${environment.account}:role${rolePath(platform, name)}${platform}-*`,
        ],
      },
    },
  ];
}

/** What the command reads to be found, and what the ledger and the stacks say. */
function commonPlaces(target: CiTarget): Places {
  const { platform, account, region } = target;
  const parameters = here(target, 'ssm', `parameter${platformPath(platform)}`);
  const named = (name: string) => here(target, 'ssm', `parameter${name}`);
  return {
    anything: ['*'],
    variables: [named(commandParameter(platform, '*' as 'key')), publishedParameters(target)],
    platformParameters: [parameters, `${parameters}/*`],
    publishedCommand: [`arn:\${AWS::Partition}:s3:::${assetBucketName(target, account, region)}/${platform}/command/*`],
  };
}

type Statement = Readonly<Record<string, unknown>>;

function resourceOf(target: CiTarget, { name, description, jobs, builds, places }: GithubRole): object {
  const { platform } = target;
  const declared = builds.flatMap(({ steps }) => steps).flatMap(({ permissions = [] }) => permissions);
  // Which key encrypts the evidence is not known before the shared stacks are there: encryptEvidence says it by its use.
  const named = declared.filter(({ on }) => on !== 'key');
  const grants = grantsOf(named, places);
  const statements: Statement[] = grants.map(({ actions, resources, conditions }) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resources.map(substituted),
    ...(conditions === undefined ? {} : { Condition: conditions }),
  }));
  const evidence = declared.some(({ on }) => on === 'evidence') ? [encryptEvidence(target)] : [];
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      Description: description,
      PermissionsBoundary: substituted(
        `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${boundaryName(platform)}`,
      ),
      MaxSessionDuration: 14_400,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: { 'Fn::If': ['MakeProvider', { Ref: 'Provider' }, { Ref: 'ProviderArn' }] } },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: trustConditions(target, jobs),
          },
        ],
      },
      Policies: [
        { PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [...statements, ...evidence] } },
      ],
    },
  };
}

/** S3 encrypts what is added to the evidence, with the key of that bucket and for no other use. */
function encryptEvidence(target: CiTarget): Statement {
  const { platform, region } = target;
  return {
    Effect: 'Allow',
    Action: ['kms:GenerateDataKey'],
    Resource: [substituted(here(target, 'kms', 'key/*'))],
    Condition: {
      StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
      StringLike: {
        'kms:EncryptionContext:aws:s3:arn': substituted(`arn:\${AWS::Partition}:s3:::${bucketsOfPipelines(platform)}`),
      },
    },
  };
}

function substituted(text: string): unknown {
  return text.includes('${') ? { 'Fn::Sub': text } : text;
}

function pascal(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
