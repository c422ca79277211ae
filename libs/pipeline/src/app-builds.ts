import type { Build } from './buildspec';
import { buildImage, IMAGE_OUTPUT, takeExceptions } from './steps/build-image';
import { checkCommit, checkDigest } from './steps/check';
import { deployDigest, enterEnvironment, pointBranchTag, waitForService } from './steps/deploy-image';
import { fetchScanCommand, fetchTool, toolsFolder, toolVariables } from './steps/fetch';
import { recordApproval } from './steps/record-approval';
import { registryLogin } from './steps/registry';
import { chooseImage, countExceptions, gateAndPush, reportScan, scanImage } from './steps/scan-image';
import { CRANE, trivy } from './tools';
import type { TrivySettings } from './tools';

/** How a service's image is built. Paths are relative: to the source, and to `sourcePath` in it. */
export interface ImageSource {
  /** Folder in the source in which the build starts. */
  readonly sourcePath: string;
  readonly dockerfile: string;
  readonly context: string;
  /** File with the exceptions from the gate; empty for none. */
  readonly exceptions: string;
  /** Name of the image while it is built; no registry has it. */
  readonly buildName: string;
}

/**
 * Build the image. It is the only build that runs what a repository says (its Dockerfile), and the only privileged one;
 * it may read the source and write one file, and nothing else.
 */
export function imageBuild(source: ImageSource): Build {
  return {
    steps: [checkCommit, buildImage, takeExceptions],
    variables: {
      IMAGE_TOOL: 'docker',
      SOURCE_PATH: source.sourcePath,
      DOCKERFILE: source.dockerfile,
      BUILD_CONTEXT: source.context,
      BUILD_NAME: source.buildName,
      EXCEPTIONS: source.exceptions,
    },
    output: IMAGE_OUTPUT,
  };
}

/** Scan the image, publish what was found, keep the evidence, and push if the gate lets it. Runs nothing of the repository’s. */
export function scanBuild(settings: TrivySettings & { readonly exceptions: string }): Build {
  const tools = [trivy(settings), CRANE];
  return {
    steps: [
      toolsFolder,
      ...tools.map(fetchTool),
      fetchScanCommand,
      checkCommit,
      registryLogin,
      chooseImage,
      scanImage,
      reportScan,
      gateAndPush,
      countExceptions,
    ],
    variables: {
      ...toolVariables(tools),
      TRIVY_DB_REPOSITORY: settings.databaseRepository,
      TRIVY_JAVA_DB_REPOSITORY: settings.javaDatabaseRepository,
      EXCEPTIONS: settings.exceptions,
    },
    exports: ['DIGEST', 'EXCEPTIONS_USED', 'IN_GRACE'],
    runtimes: { nodejs: 22 },
  };
}

/** Point the branch tag at the digest, deploy it, and wait until it runs. */
export function deployBuild(): Build {
  return {
    steps: [
      toolsFolder,
      fetchTool(CRANE),
      checkCommit,
      checkDigest,
      recordApproval('$COMMIT/$EXECUTION/deploy'),
      registryLogin,
      pointBranchTag,
      enterEnvironment,
      deployDigest,
      waitForService,
    ],
    variables: { ...toolVariables([CRANE]), APPROVAL: 'required' },
  };
}
