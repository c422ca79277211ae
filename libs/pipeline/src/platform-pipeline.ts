import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Grant } from './access';
import { evidenceGrant } from './artifacts';
import { BuildProject } from './build-project';
import type { BuildSettings, BuildSize } from './build-project';
import { Pipeline, pipelineArnOf } from './pipeline';
import { deployPlatformBuild, preparePlatformBuild } from './platform-builds';
import { cloneGrants } from './source-access';
import type { Source } from './source';
import { platformStages } from './stages';
import type { TrivySettings } from './tools';

export interface PlatformPipelineProps extends BuildSettings {
  readonly platform: string;
  readonly source: Omit<Source, 'fullClone'>;
  /** The platform's folder in the repository. */
  readonly folder: string;
  readonly buildSize: BuildSize;
  readonly trivy: TrivySettings;
  readonly evidenceBucketName: string;
  /** What preparing change sets needs, in every account and region that the platform deploys to. */
  readonly prepareGrants: readonly Grant[];
  /** What executing them needs. */
  readonly deployGrants: readonly Grant[];
}

/** Checks, prices, prepares, asks, deploys: everything that the platform's repository describes. */
export class PlatformPipeline extends Construct {
  readonly pipelineName: string;

  constructor(scope: Construct, id: string, props: PlatformPipelineProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const name = `${props.platform}-main`;
    this.pipelineName = `${name}-prd-CFN`;
    const source: Source = { ...props.source, fullClone: true };
    const prefix = `${props.platform}/main`;
    const common = {
      artifacts: props.artifacts,
      logPrefix: props.logPrefix,
      logDays: props.logDays,
      pipelineNames: [this.pipelineName],
      variables: {
        EVIDENCE_BUCKET: props.evidenceBucketName,
        EVIDENCE_PREFIX: prefix,
        PLATFORM: props.platform,
        ACCOUNT: account,
        SCAN_REGION: region,
      },
      size: props.buildSize,
    };
    const evidence = evidenceGrant(this, props.evidenceBucketName, prefix);
    const prepare = new BuildProject(this, 'Prepare', {
      ...common,
      projectName: `${name}-prepare`,
      description: `Checks and prices what is affected, and prepares its change sets`,
      build: preparePlatformBuild(props.folder, props.trivy),
      grants: [...cloneGrants(this, source), evidence, ...props.prepareGrants],
      timeoutMinutes: 60,
    });
    const deploy = new BuildProject(this, 'Deploy', {
      ...common,
      projectName: `${name}-deploy`,
      description: 'Executes the change sets that were approved',
      build: deployPlatformBuild(),
      grants: [
        evidence,
        {
          actions: ['codepipeline:ListActionExecutions'],
          resources: [pipelineArnOf(this, this.pipelineName)],
        },
        ...props.deployGrants,
      ],
      timeoutMinutes: 240,
    });
    new Pipeline(this, 'Pipeline', {
      pipelineName: this.pipelineName,
      source,
      stages: platformStages({
        source,
        pipelineName: this.pipelineName,
        projects: { prepare: prepare.projectName, deploy: deploy.projectName },
      }),
      projects: [prepare, deploy],
      artifacts: props.artifacts,
      // A change set is made against what is deployed: the next is prepared only when this one has been carried out.
      executionMode: 'QUEUED',
    });
  }
}
