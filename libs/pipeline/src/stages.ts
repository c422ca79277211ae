import { APPROVAL_ACTION } from './steps/record-approval';
import { SCAN_ACTION } from './steps/verdict-age';
import type { Source } from './source';

/** Artifacts of an image's pipeline: the commit, and what is built from it. */
export const SOURCE = 'source';
export const IMAGE = 'image';
/** And of the platform's. */
export const CHECKED_ARTIFACT = 'checked';
export const PREPARED_ARTIFACT = 'prepared';

/** An action of a stage, as plain data. */
export interface PipelineAction {
  readonly name: string;
  readonly category: 'Source' | 'Build' | 'Approval';
  readonly provider: 'CodeStarSourceConnection' | 'CodeCommit' | 'CodeBuild' | 'Manual';
  readonly configuration: Readonly<Record<string, string>>;
  readonly input?: string;
  /** A second input artifact. The build finds it in `CODEBUILD_SRC_DIR_<name>`. */
  readonly also?: string;
  readonly output?: string;
  /** Name under which later actions find the variables of this one. */
  readonly namespace?: string;
}

/** The stages run one after the other; each has one action here. */
export interface PipelineStage {
  readonly name: string;
  readonly action: PipelineAction;
}

const COMMIT = { COMMIT: '#{source.CommitId}', EXECUTION: '#{codepipeline.PipelineExecutionId}' };

/** What an image's pipeline is made for. */
export interface AppStages {
  readonly source: Source;
  readonly environment: string;
  /** Tag that follows the branch. */
  readonly branchTag: string;
  /** Whether a person must approve before the deploy. */
  readonly approval: boolean;
  readonly projects: { readonly build: string; readonly scan: string; readonly deploy: string };
  readonly pipelineName: string;
  /** Whether a task runs before the deploy. */
  readonly beforeDeploy: boolean;
  /** Whether the service has sidecars, whose digests go on with the image's. */
  readonly sidecars: boolean;
}

/**
 * Variable of a run that says whether the task before the deploy runs: `run`, or `skip` for a release of an earlier commit, whose task
 * ran when it was released first.
 */
export const BEFORE_DEPLOY_VARIABLE = {
  name: 'BEFORE_DEPLOY',
  defaultValue: 'run',
  description: 'run, or skip: whether this run starts the task before the deploy. careplane rollback skips it.',
} as const;

/**
 * Source → image → scan and push → (approval) → deploy. The scan also gets the commit itself: what decides at the gate must not come out of
 * a build that has run code of the repository.
 */
export function appStages(props: AppStages): PipelineStage[] {
  const { projects } = props;
  const run = { ...COMMIT, ENVIRONMENT: props.environment, PIPELINE: props.pipelineName };
  return [
    { name: 'Source', action: sourceAction(props.source) },
    { name: 'Image', action: build('Build', projects.build, SOURCE, COMMIT, { output: IMAGE }) },
    { name: 'Scan', action: build(SCAN_ACTION, projects.scan, IMAGE, run, { also: SOURCE, namespace: 'scan' }) },
    ...(props.approval
      ? [
          approval(
            `Deploy #{scan.DIGEST}${props.sidecars ? ' with the sidecars #{scan.SIDECAR_DIGESTS}' : ''} to ${props.environment}. Built from commit #{source.CommitId}, scanned, and passed by the gate. Findings that an exception lets through: #{scan.EXCEPTIONS_USED}. Findings in their grace period: #{scan.IN_GRACE}. The report is in the evidence bucket.`,
          ),
        ]
      : []),
    {
      name: 'Deploy',
      // The build does not read the source, but CodeBuild requires an input.
      action: build('Deploy', projects.deploy, 'source', {
        ...run,
        DIGEST: '#{scan.DIGEST}',
        BRANCH_TAG: props.branchTag,
        ...(props.sidecars ? { SIDECAR_DIGESTS: '#{scan.SIDECAR_DIGESTS}' } : {}),
        ...(props.beforeDeploy ? { BEFORE_DEPLOY: `#{variables.${BEFORE_DEPLOY_VARIABLE.name}}` } : {}),
      }),
    },
  ];
}

/** The action of a nightly scan; nothing else has its name. */
export const NIGHTLY_ACTION = 'ScanRunningImage';

/** Source → scan of what runs. The source is read for the exceptions. */
export function nightlyStages(props: {
  readonly source: Source;
  readonly environment: string;
  readonly branchTag: string;
  readonly project: string;
}): PipelineStage[] {
  const variables = { ...COMMIT, ENVIRONMENT: props.environment, BRANCH_TAG: props.branchTag };
  return [
    { name: 'Source', action: sourceAction(props.source) },
    { name: 'Scan', action: build(NIGHTLY_ACTION, props.project, 'source', variables) },
  ];
}

export interface PlatformStages {
  readonly source: Source;
  readonly projects: { readonly check: string; readonly prepare: string; readonly deploy: string };
  readonly pipelineName: string;
  /** Key of the report in the evidence bucket. */
  readonly evidence: string;
}

/** Source → checks → change sets → approval of those change sets → their execution. */
export function platformStages(props: PlatformStages): PipelineStage[] {
  const run = { ...COMMIT, PIPELINE: props.pipelineName };
  return [
    { name: 'Source', action: sourceAction(props.source) },
    {
      name: 'Check',
      action: build('Check', props.projects.check, 'source', COMMIT, { output: CHECKED_ARTIFACT }),
    },
    {
      name: 'Prepare',
      action: build('Prepare', props.projects.prepare, CHECKED_ARTIFACT, COMMIT, {
        output: PREPARED_ARTIFACT,
        namespace: 'prepare',
      }),
    },
    approval(
      `Execute the change sets that were prepared from commit #{source.CommitId}. Read what they change: ${props.evidence} in the evidence bucket, also in the log of Prepare (SHA-256 #{prepare.REPORT_SHA256}). The log of Check has checks and costs; it was written by the code that waits for this approval.`,
    ),
    {
      name: 'Deploy',
      action: build('ExecuteChangeSets', props.projects.deploy, PREPARED_ARTIFACT, {
        ...run,
        PREPARED_SHA256: '#{prepare.PREPARED_SHA256}',
      }),
    },
  ];
}

/** Reads one commit; what starts the pipeline is the trigger's matter, so the action itself watches nothing. */
function sourceAction({ origin, branch, fullClone }: Source): PipelineAction {
  const format = fullClone ? 'CODEBUILD_CLONE_REF' : 'CODE_ZIP';
  const common = { name: 'Source', category: 'Source', output: 'source', namespace: 'source' } as const;
  return origin.kind === 'github'
    ? {
        ...common,
        provider: 'CodeStarSourceConnection',
        configuration: {
          ConnectionArn: origin.connectionArn,
          FullRepositoryId: origin.repository,
          BranchName: branch,
          OutputArtifactFormat: format,
          DetectChanges: 'false',
        },
      }
    : {
        ...common,
        provider: 'CodeCommit',
        configuration: {
          RepositoryName: origin.repository,
          BranchName: branch,
          OutputArtifactFormat: format,
          PollForSourceChanges: 'false',
        },
      };
}

/** Run-time values reach a build as environment variables, never as part of a command. */
function build(
  name: string,
  project: string,
  input: string,
  variables: Readonly<Record<string, string>>,
  more: Pick<PipelineAction, 'also' | 'output' | 'namespace'> = {},
): PipelineAction {
  const EnvironmentVariables = JSON.stringify(
    Object.entries(variables).map(([variable, value]) => ({ name: variable, value, type: 'PLAINTEXT' })),
  );
  return {
    name,
    category: 'Build',
    provider: 'CodeBuild',
    // CodeBuild requires the name of the first of two inputs:
    // https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html
    configuration: {
      ProjectName: project,
      EnvironmentVariables,
      ...(more.also === undefined ? {} : { PrimarySource: input }),
    },
    input,
    ...more,
  };
}

function approval(question: string): PipelineStage {
  return {
    name: 'Approval',
    action: {
      name: APPROVAL_ACTION,
      category: 'Approval',
      provider: 'Manual',
      configuration: { CustomData: question },
    },
  };
}
