import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { artifactPlaces, outputPlace, READ_ARTIFACTS, WRITE_OUTPUT } from './artifacts';
import type { ArtifactStore } from './artifacts';
import { buildspec } from './buildspec';
import type { Build } from './buildspec';
import { Access, serviceTrust } from './access';
import { grantsOf } from './permissions';
import type { Permission, Places } from './permissions';
import type { Architecture } from './tools';

export type BuildSize = 'small' | 'medium' | 'large' | 'xlarge';

/** What all builds of a platform share. */
export interface BuildSettings {
  /** What the names of log groups begin with; ends with a slash. */
  readonly logPrefix: string;
  /** One of CloudWatch Logs' periods. */
  readonly logDays: number;
}

export interface BuildProjectProps extends BuildSettings {
  readonly projectName: string;
  readonly description: string;
  readonly build: Build;
  /** Artifacts of the pipeline that runs the build. */
  readonly artifacts: ArtifactStore;
  /** Name of the artifact that the build hands on. @default - it hands on none */
  readonly output?: string;
  /**
   * What CodeBuild does for the build in addition to artifacts and log, such as cloning the source. Steps declare their
   * own permissions.
   *
   * @default - nothing
   */
  readonly permissions?: readonly Permission[];
  /** The ARNs of the resources that the steps declare. */
  readonly places: Places;
  /** Variables that the build's own do not have, or has other values for. */
  readonly variables: Readonly<Record<string, string>>;
  /** Variables whose values are read from these SSM parameters when a build starts. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly timeoutMinutes: number;
  /** @default 'small' */
  readonly size?: BuildSize;
  /** @default 'x86_64' */
  readonly architecture?: Architecture;
  /** Whether the build may run containers, for which it is root on its machine. @default false */
  readonly runsContainers?: boolean;
  /** @default - CloudFormation makes one */
  readonly roleName?: string;
}

/** AWS's own images, which have the AWS CLI, docker, git and Node.js 22. */
const IMAGES: Readonly<Record<Architecture, { type: string; image: string }>> = {
  x86_64: { type: 'LINUX_CONTAINER', image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0' },
  arm64: { type: 'ARM_CONTAINER', image: 'aws/codebuild/amazonlinux-aarch64-standard:3.0' },
};

/** CodeBuild writes the log itself, with the role of the build. */
const OWN_PERMISSIONS: readonly Permission[] = [{ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], on: 'log' }];
/** It also reads the parameters of which variables are made. */
const READ_VARIABLES: Permission = { actions: ['ssm:GetParameters'], on: 'variables' };

/** A build that waits longer than this for a machine has been forgotten. */
const QUEUED_MINUTES = 60;

/**
 * A CodeBuild project of a pipeline, with a role and a log of its own. Artifacts and log are encrypted with the
 * customer's key. It has no cache, because the next build would trust its content, such as a manipulated vulnerability
 * database.
 */
export class BuildProject extends Construct {
  readonly projectName: string;
  readonly projectArn: string;

  constructor(scope: Construct, id: string, props: BuildProjectProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.projectName = props.projectName;
    this.projectArn = stack.formatArn({ service: 'codebuild', resource: 'project', resourceName: props.projectName });
    const log = new CfnLogGroup(this, 'Log', {
      logGroupName: `${props.logPrefix}${props.projectName}`,
      retentionInDays: props.logDays,
      kmsKeyId: props.artifacts.keyArn,
    });
    log.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const parameters = Object.entries(props.parameters ?? {});
    const places: Places = {
      ...props.places,
      ...artifactPlaces(this, props.artifacts),
      ...(props.output === undefined ? {} : { output: [outputPlace(this, props.artifacts, props.output)] }),
      anything: ['*'],
      // The attribute ends in `:*`, so that it is all streams of the group and not the group itself.
      log: [log.attrArn],
      variables: parameters.map(([, name]) =>
        stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.replace(/^\//, '') }),
      ),
    };
    const { roleArn, policy } = new Access(this, 'Access', {
      trust: serviceTrust(this, 'codebuild.amazonaws.com', this.projectArn),
      ...(props.roleName === undefined ? {} : { roleName: props.roleName }),
      grants: grantsOf(
        [
          ...OWN_PERMISSIONS,
          ...READ_ARTIFACTS,
          ...(props.build.output === undefined ? [] : WRITE_OUTPUT),
          ...(parameters.length === 0 ? [] : [READ_VARIABLES]),
          ...(props.permissions ?? []),
          ...props.build.steps.flatMap(({ permissions = [] }) => permissions),
        ],
        places,
      ),
    });
    const project = new CfnProject(this, 'Project', {
      name: props.projectName,
      description: props.description,
      serviceRole: roleArn,
      encryptionKey: props.artifacts.keyArn,
      source: { type: 'CODEPIPELINE', buildSpec: buildspec(props.build) },
      artifacts: { type: 'CODEPIPELINE' },
      environment: {
        ...IMAGES[props.architecture ?? 'x86_64'],
        computeType: `BUILD_GENERAL1_${(props.size ?? 'small').toUpperCase()}`,
        privilegedMode: props.runsContainers ?? false,
        environmentVariables: [
          ...Object.entries(props.variables).map(([name, value]) => ({ name, value, type: 'PLAINTEXT' })),
          ...parameters.map(([name, value]) => ({ name, value, type: 'PARAMETER_STORE' })),
        ],
      },
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: log.ref } },
      timeoutInMinutes: props.timeoutMinutes,
      queuedTimeoutInMinutes: QUEUED_MINUTES,
    });
    // CodeBuild would start with a role that has no policy yet.
    project.node.addDependency(policy);
    Validations.of(project).acknowledge({
      id: 'HIPAA.Security::HIPAA.Security-CodeBuildProjectSourceRepoUrl',
      reason:
        'The rule is about tokens in the address of a source; this project has no address, for CodePipeline hands it the source.',
    });
  }
}
