import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
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

const SHARED = {
  artifacts: { bucketName: 'acme-artifacts', keyArn: 'arn:aws:kms:us-east-2:111122223333:key/artifacts' },
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
      scanCommand: { bucket: '/careplane/acme/b', key: '/careplane/acme/k', sha256: '/careplane/acme/s' },
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
        rolePath: '/careplane/acme/staging/',
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
        rolePath: '/careplane/acme/production/',
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
    evidenceBucketName: 'acme-evidence',
    prepareGrants: [],
    deployGrants: [],
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

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::GetAtt': attribute } = value as { 'Fn::GetAtt'?: [string, string] };
  return attribute === undefined ? JSON.stringify(value) : `{${attribute.join('.')}}`;
}
