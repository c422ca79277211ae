import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { objectsBelow } from './artifacts';
import type { ArtifactStore } from './artifacts';
import { BuildProject } from './build-project';
import type { BuildSettings, BuildSize } from './build-project';
import { approvalVariables } from './approval-variables';
import type { PublishedFile } from './image-pipelines';
import type { Places } from './permissions';
import { Pipeline, pipelineArnOf } from './pipeline';
import { checkPlatformBuild, deployPlatformBuild, preparePlatformBuild } from './platform-builds';
import { clonePermissions, sourcePlaces } from './source-access';
import type { Source } from './source';
import { CHECKED_ARTIFACT, platformStages, PREPARED_ARTIFACT } from './stages';
import type { TrivySettings } from './tools';

/** What belongs to one of the platform's builds. */
export interface PlatformBuild {
  /** Known beforehand: other roles trust it by its name. */
  readonly roleName: string;
  /** What it reads and changes in the account: the parameters of the platform, and roles of the access stack. */
  readonly places: Places;
}

export interface PlatformPipelineProps extends BuildSettings {
  readonly platform: string;
  readonly source: Omit<Source, 'fullClone'>;
  /** The platform's folder in the repository. */
  readonly folder: string;
  readonly buildSize: BuildSize;
  readonly trivy: TrivySettings;
  readonly artifacts: ArtifactStore;
  readonly evidenceBucketName: string;
  /** The careplane command that builds with permissions run. */
  readonly command: PublishedFile;
  readonly builds: Readonly<Record<'check' | 'prepare' | 'deploy', PlatformBuild>>;
  /**
   * Addresses in the commits of people who may approve, by the name that CodePipeline records.
   *
   * @default - none; the name alone is compared with the author
   */
  readonly approvers?: Readonly<Record<string, string>>;
}

/** Checks, prices, prepares, asks, deploys: everything that the platform's repository describes. */
export class PlatformPipeline extends Construct {
  readonly pipelineName: string;

  constructor(scope: Construct, id: string, props: PlatformPipelineProps) {
    super(scope, id);
    const name = `${props.platform}-main`;
    this.pipelineName = `${name}-prd-CFN`;
    const source: Source = { ...props.source, fullClone: true };
    const common = {
      artifacts: props.artifacts,
      logPrefix: props.logPrefix,
      logDays: props.logDays,
      size: props.buildSize,
    };
    const { account, region } = Stack.of(this);
    const check = new BuildProject(this, 'Check', {
      ...common,
      projectName: `${name}-check`,
      description: 'Synthesizes, prices and checks what is affected; runs the workspace’s code and has no permissions',
      build: checkPlatformBuild(props.folder, props.trivy),
      output: CHECKED_ARTIFACT,
      roleName: props.builds.check.roleName,
      permissions: clonePermissions(source),
      places: { ...props.builds.check.places, ...sourcePlaces(this, source) },
      variables: { PLATFORM: props.platform, ACCOUNT: account, SCAN_REGION: region },
      timeoutMinutes: 60,
    });
    const prefix = `${props.platform}/main`;
    const trusted = (build: 'prepare' | 'deploy') => ({
      ...common,
      projectName: `${name}-${build}`,
      roleName: props.builds[build].roleName,
      places: {
        ...props.builds[build].places,
        publishedCommand: [objectsBelow(this, props.command.bucketName, props.command.prefix)],
        evidence: [objectsBelow(this, props.evidenceBucketName, prefix)],
        pipeline: [pipelineArnOf(this, this.pipelineName)],
      },
      variables: { EVIDENCE_BUCKET: props.evidenceBucketName, EVIDENCE_PREFIX: prefix },
      parameters: {
        CAREPLANE_BUCKET: props.command.parameters.bucket,
        CAREPLANE_KEY: props.command.parameters.key,
        CAREPLANE_SHA256: props.command.parameters.sha256,
      },
    });
    const prepare = new BuildProject(this, 'Prepare', {
      ...trusted('prepare'),
      description: 'Prepares the change sets of what was checked, and writes what the approver reads',
      build: preparePlatformBuild(props.folder),
      output: PREPARED_ARTIFACT,
      timeoutMinutes: 60,
    });
    const deploying = trusted('deploy');
    const deploy = new BuildProject(this, 'Deploy', {
      ...deploying,
      places: { ...deploying.places, ...sourcePlaces(this, source) },
      variables: { ...deploying.variables, ...approvalVariables(source, props.approvers) },
      description: 'Executes the change sets that were approved',
      build: deployPlatformBuild(props.folder, source.origin.kind),
      timeoutMinutes: 240,
    });
    new Pipeline(this, 'Pipeline', {
      pipelineName: this.pipelineName,
      source,
      stages: platformStages({
        source,
        pipelineName: this.pipelineName,
        evidence: `${props.platform}/main/#{source.CommitId}/#{codepipeline.PipelineExecutionId}/prepared/report.txt`,
        projects: { check: check.projectName, prepare: prepare.projectName, deploy: deploy.projectName },
      }),
      projects: [check, prepare, deploy],
      artifacts: props.artifacts,
      // A change set is made against what is deployed: the next is prepared only when this one has been carried out.
      executionMode: 'QUEUED',
    });
  }
}
