import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ImagePipelines } from '../image-pipelines';
import type { ImagePipelinesProps } from '../image-pipelines';
import { PlatformPipeline } from '../platform-pipeline';
import type { PlatformPipelineProps } from '../platform-pipeline';
import { TRIVY } from './builds';
import { testStack } from './stack';

export const GITHUB = {
  kind: 'github',
  repository: 'acme/api',
  connectionArn: 'arn:aws:codeconnections:us-east-2:111122223333:connection/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10',
} as const;
export const CODECOMMIT = { kind: 'codecommit', repository: 'acme-platform' } as const;

const KEY = 'arn:aws:kms:us-east-2:111122223333:key/artifacts';
const ASSETS = 'cdk-hnb659fds-assets-111122223333-us-east-2';
const PARAMETERS = 'arn:aws:ssm:us-east-2:111122223333:parameter/careplane/acme';
const SHARED = {
  logPrefix: '/careplane/acme/pipelines/',
  logDays: 365,
};

/** The pipelines of a service with two environments, production in an account of its own. */
export function imagePipelines(props: Partial<ImagePipelinesProps> = {}): Template {
  const stack = testStack();
  new ImagePipelines(stack, 'Pipelines', {
    ...SHARED,
    unit: 'acme-api',
    platform: 'acme',
    service: 'api',
    source: { origin: GITHUB, fullClone: false },
    sourcePath: '.',
    dockerfile: 'Dockerfile',
    context: '.',
    buildSize: 'medium',
    architecture: 'x86_64',
    trivy: TRIVY,
    repositoryName: 'acme/api',
    destinations: {
      evidenceBucketName: 'acme-evidence',
      scanCommand: {
        bucketName: ASSETS,
        prefix: 'acme/shared/',
        parameters: { bucket: '/careplane/acme/b', key: '/careplane/acme/k', sha256: '/careplane/acme/s' },
      },
    },
    artifacts: {
      key: Key.fromKeyArn(stack, 'Key', KEY),
      retentionDays: 30,
      accessLogBucketName: 'acme-access-logs',
    },
    targets: [
      {
        environment: 'staging',
        account: '111122223333',
        region: 'us-east-2',
        branch: 'master',
        branchTag: 'master',
        approval: false,
        stackName: 'acme-api-staging',
        clusterName: 'acme-staging',
        deployRoleArn: 'arn:aws:iam::111122223333:role/careplane/acme/staging/acme-api-staging-deploy',
        rolloutRoleArn: 'arn:aws:iam::111122223333:role/careplane/acme/staging/acme-api-staging-rollout',
      },
      {
        environment: 'production',
        account: '444455556666',
        region: 'eu-central-1',
        branch: 'release/stable',
        branchTag: 'release-stable',
        approval: true,
        stackName: 'acme-api-production',
        clusterName: 'acme-production',
        deployRoleArn: 'arn:aws:iam::444455556666:role/careplane/acme/production/acme-api-production-deploy',
        rolloutRoleArn: 'arn:aws:iam::444455556666:role/careplane/acme/production/acme-api-production-rollout',
      },
    ],
    ...props,
  });
  return Template.fromStack(Stack.of(stack));
}

export function platformPipeline(props: Partial<PlatformPipelineProps> = {}): Template {
  const stack = testStack();
  new PlatformPipeline(stack, 'Pipeline', {
    ...SHARED,
    platform: 'acme',
    source: { origin: CODECOMMIT, branch: 'main' },
    folder: 'apps/acme',
    buildSize: 'medium',
    trivy: TRIVY,
    artifacts: { bucketName: 'acme-main-artifacts', keyArn: KEY },
    evidenceBucketName: 'acme-evidence',
    command: {
      bucketName: ASSETS,
      prefix: 'acme/command/',
      parameters: { bucket: '/careplane/acme/b', key: '/careplane/acme/k', sha256: '/careplane/acme/s' },
    },
    builds: {
      check: { roleName: 'acme-main-check', places: { platformParameters: [PARAMETERS] } },
      prepare: {
        roleName: 'acme-main-prepare',
        places: {
          platformParameters: [PARAMETERS],
          accessRoles: ['arn:aws:iam::111122223333:role/careplane-acme-shared-plan'],
        },
      },
      deploy: {
        roleName: 'acme-main-deploy',
        places: {
          platformParameters: [PARAMETERS],
          accessRoles: ['arn:aws:iam::111122223333:role/careplane-acme-shared-deploy'],
          deployedRecords: [`${PARAMETERS}/deployed/*`],
          deploymentLocks: [`${PARAMETERS}/deploying/*`],
        },
      },
    },
    ...props,
  });
  return Template.fromStack(stack);
}

export interface Stage {
  readonly Name: string;
  readonly Actions: readonly {
    readonly Name: string;
    readonly ActionTypeId: { readonly Provider: string };
    readonly Configuration: Readonly<Record<string, string>>;
    readonly InputArtifacts?: readonly { readonly Name: string }[];
    readonly OutputArtifacts?: readonly { readonly Name: string }[];
  }[];
}

interface Pipeline {
  readonly Name: string;
  readonly Stages: readonly Stage[];
  readonly Triggers?: readonly object[];
  readonly ExecutionMode: string;
  readonly ArtifactStore: { readonly Location: unknown };
}

/** Properties of the pipelines, by name. */
export function pipelinesIn(template: Template): Record<string, Pipeline> {
  return Object.fromEntries(
    Object.values(template.findResources('AWS::CodePipeline::Pipeline')).map(({ Properties }) => [
      Properties.Name as string,
      Properties as Pipeline,
    ]),
  );
}

/** Properties of the projects, by name. */
export function projectsIn(template: Template) {
  return Object.fromEntries(
    Object.values(template.findResources('AWS::CodeBuild::Project')).map(({ Properties }) => [
      Properties.Name as string,
      Properties as {
        ServiceRole: { 'Fn::GetAtt': [string, string] };
        Environment: { PrivilegedMode: boolean; Type: string; EnvironmentVariables: { Name: string; Value: string }[] };
        Source: { BuildSpec: string };
      },
    ]),
  );
}

/** What the role of a project may do: "action → resource", a line each. */
export function rightsOf(template: Template, project: string): string[] {
  const roleId = projectsIn(template)[project]?.ServiceRole['Fn::GetAtt'][0];
  return Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
    .filter(({ Properties }) => (Properties.Roles as { Ref: string }[]).some(({ Ref }) => Ref === roleId))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown }[])
    .flatMap(({ Action, Resource }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource].flat().map((resource) => `${String(action)} → ${textOf(resource)}`)),
    )
    .sort();
}

/** References by the construct that they are to: `{stagingArtifactsBucket}`, without the hash of its logical id. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const {
    'Fn::GetAtt': attribute,
    'Fn::Join': join,
    Ref: reference,
  } = value as { 'Fn::GetAtt'?: [string, string]; 'Fn::Join'?: [string, unknown[]]; Ref?: string };
  if (join !== undefined) return join[1].map(textOf).join(join[0]);
  if (reference !== undefined) return `{${reference.replace(/^Pipelines/, '').replace(/[0-9A-F]{8}$/, '')}}`;
  return attribute === undefined ? JSON.stringify(value) : `{${attribute.join('.')}}`;
}
