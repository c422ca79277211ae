import { Stack } from 'aws-cdk-lib';
import { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import { Construct } from 'constructs';
import { artifactPlaces, READ_ARTIFACTS, WRITE_ARTIFACTS } from './artifacts';
import type { ArtifactStore } from './artifacts';
import type { BuildProject } from './build-project';
import { CodeCommitTrigger } from './codecommit-trigger';
import { NightlyTrigger } from './nightly-trigger';
import { Access, serviceTrust } from './access';
import { grantsOf } from './permissions';
import type { Permission } from './permissions';
import { sourcePermissions, sourcePlaces } from './source-access';
import type { Source } from './source';
import type { PipelineAction, PipelineStage } from './stages';

export interface PipelineProps {
  readonly pipelineName: string;
  readonly source: Source;
  readonly stages: readonly PipelineStage[];
  /** The projects that the stages name. */
  readonly projects: readonly BuildProject[];
  readonly artifacts: ArtifactStore;
  /** Variables that a run can be started with. @default - none */
  readonly variables?: readonly {
    readonly name: string;
    readonly defaultValue: string;
    readonly description: string;
  }[];
  /**
   * What happens when two runs meet. `SUPERSEDED`: the newer takes the place of the older wherever that waits.
   * `QUEUED`: it waits until the older has ended.
   */
  readonly executionMode: 'SUPERSEDED' | 'QUEUED';
  /** `change`: when the branch changes. `night`: every night. @default 'change' */
  readonly starts?: 'change' | 'night';
}

/** AWS's own policy for pipelines has it, beside the reads of the bucket that builds have, too. */
const BUCKET_VERSIONING: Permission = { actions: ['s3:GetBucketVersioning'], on: 'artifactBucket' };

/**
 * Start builds as their projects describe them. A caller who may hand over another buildspec, role or image, could do anything
 * that the project's role may do. Variables are not in the list: CodePipeline hands those over.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/action-context-keys.html
 */
const START_AS_WRITTEN: Permission = {
  actions: ['codebuild:StartBuild'],
  on: 'projects',
  conditions: {
    Null: {
      'codebuild:source.buildspec': 'true',
      'codebuild:serviceRole': 'true',
      'codebuild:environment.image': 'true',
      'codebuild:environment.privilegedMode': 'true',
    },
  },
};

/** A pipeline of type V2, made of stages that are plain data. It starts when its branch changes or at night, and by hand. */
export class Pipeline extends Construct {
  readonly pipelineName: string;

  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    this.pipelineName = props.pipelineName;
    const pipelineArn = pipelineArnOf(this, props.pipelineName);
    const { starts = 'change', source } = props;
    const { origin } = source;
    const { roleArn, policy } = new Access(this, 'Access', {
      trust: serviceTrust(this, 'codepipeline.amazonaws.com', pipelineArn),
      grants: grantsOf(
        [
          ...READ_ARTIFACTS,
          ...WRITE_ARTIFACTS,
          BUCKET_VERSIONING,
          { actions: ['codebuild:BatchGetBuilds'], on: 'projects' },
          START_AS_WRITTEN,
          ...sourcePermissions(props.source),
        ],
        {
          ...artifactPlaces(this, props.artifacts),
          ...sourcePlaces(this, props.source),
          projects: props.projects.map(({ projectArn }) => projectArn),
        },
      ),
    });
    const pipeline = new CfnPipeline(this, 'Pipeline', {
      name: props.pipelineName,
      pipelineType: 'V2',
      executionMode: props.executionMode,
      restartExecutionOnUpdate: false,
      roleArn,
      artifactStore: {
        type: 'S3',
        location: props.artifacts.bucketName,
        encryptionKey: { type: 'KMS', id: props.artifacts.keyArn },
      },
      stages: props.stages.map(({ name, action }) => ({ name, actions: [declare(action)] })),
      ...(props.variables === undefined ? {} : { variables: [...props.variables] }),
      ...(starts === 'change' && origin.kind === 'github' ? { triggers: [githubTrigger(props.source)] } : {}),
    });
    // The first run starts at once and needs the policy.
    pipeline.node.addDependency(policy);
    if (starts === 'night') {
      new NightlyTrigger(this, 'Trigger', { pipelineName: props.pipelineName, pipelineArn });
    } else if (origin.kind === 'codecommit') {
      new CodeCommitTrigger(this, 'Trigger', {
        pipelineName: props.pipelineName,
        pipelineArn,
        repository: origin.repository,
        branch: props.source.branch,
      });
    }
  }
}

/** ARN of a pipeline in the scope's account and region, before or without it. */
export function pipelineArnOf(scope: Construct, pipelineName: string): string {
  return Stack.of(scope).formatArn({ service: 'codepipeline', resource: pipelineName });
}

function declare(action: PipelineAction): CfnPipeline.ActionDeclarationProperty {
  return {
    name: action.name,
    actionTypeId: {
      category: action.category,
      owner: 'AWS',
      provider: action.provider,
      version: '1',
    },
    configuration: action.configuration,
    ...(action.input === undefined
      ? {}
      : {
          inputArtifacts: [action.input, ...(action.also === undefined ? [] : [action.also])].map((name) => ({ name })),
        }),
    ...(action.output === undefined ? {} : { outputArtifacts: [{ name: action.output }] }),
    ...(action.namespace === undefined ? {} : { namespace: action.namespace }),
  };
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html */
function githubTrigger({ branch, triggerPaths }: Source): CfnPipeline.PipelineTriggerDeclarationProperty {
  return {
    providerType: 'CodeStarSourceConnection',
    gitConfiguration: {
      sourceActionName: 'Source',
      push: [
        {
          branches: { includes: [branch] },
          ...(triggerPaths === undefined ? {} : { filePaths: { includes: [...triggerPaths] } }),
        },
      ],
    },
  };
}
