import type { Build } from './buildspec';
import { buildImage, IMAGE_OUTPUT } from './steps/build-image';
import { checkCommit, checkDigest } from './steps/check';
import { compareApprover } from './steps/compare-approver';
import { compareBranch } from './steps/compare-branch';
import { runBeforeDeploy } from './steps/before-deploy';
import {
  deployDigest,
  enterEnvironment,
  pointBranchTag,
  waitForService,
  waitForServiceAfterTask,
} from './steps/deploy-image';
import { fetchScanCommand, fetchTool, toolsFolder, toolVariables } from './steps/fetch';
import { takeExceptions, takeExceptionsOfBranch } from './steps/from-commit';
import { recordApproval } from './steps/record-approval';
import { registryLogin } from './steps/registry';
import { reportRunningImage, scanRunningImage, takeRunningImage } from './steps/rescan-image';
import { chooseImage, countExceptions, gateAndPush, reportScan, scanImage } from './steps/scan-image';
import {
  compareSidecars,
  copySidecars,
  deployWithSidecars,
  pointSidecarTags,
  rescanSidecars,
  takeSidecars,
} from './steps/sidecars';
import type { Origin } from './source';
import { compareAge } from './steps/verdict-age';
import { CRANE, trivy } from './tools';
import type { TrivySettings } from './tools';

/** How a service's image is built. Paths are relative: to the source, and to `sourcePath` in it. */
export interface ImageSource {
  /** Folder in the source in which the build starts. */
  readonly sourcePath: string;
  readonly dockerfile: string;
  readonly context: string;
  /** Name of the image while it is built; no registry has it. */
  readonly buildName: string;
}

/**
 * Build the image. This is the only build that runs code of a repository (its Dockerfile), and the only privileged one.
 * It may only read the source and write one file.
 */
export function imageBuild(source: ImageSource): Build {
  return {
    steps: [checkCommit, buildImage],
    variables: {
      IMAGE_TOOL: 'docker',
      SOURCE_PATH: source.sourcePath,
      DOCKERFILE: source.dockerfile,
      BUILD_CONTEXT: source.context,
      BUILD_NAME: source.buildName,
    },
    output: IMAGE_OUTPUT,
  };
}

interface ImageScan extends TrivySettings {
  /** Folder in the source with the file of exceptions. */
  readonly sourcePath: string;
  /** File with the exceptions from the gate; empty for none. */
  readonly exceptions: string;
  /** As sidecarsVariable() gives them; they are checked and copied before the image is pushed. @default - none */
  readonly sidecars?: string;
}

/**
 * Scans the image, publishes the findings, stores the evidence, and pushes an image that passes the gate. Runs no code
 * of the repository, and takes from the commit itself what decides at the gate.
 */
export function scanBuild(settings: ImageScan): Build {
  const { sidecars = '' } = settings;
  const tools = [trivy(settings), CRANE];
  return {
    steps: [
      toolsFolder,
      ...tools.map(fetchTool),
      fetchScanCommand,
      checkCommit,
      registryLogin,
      chooseImage,
      takeExceptions,
      scanImage,
      reportScan,
      ...(sidecars === '' ? [] : [copySidecars]),
      gateAndPush,
      countExceptions,
    ],
    variables: {
      ...(sidecars === '' ? {} : { SIDECARS: sidecars }),
      ...toolVariables(tools),
      TRIVY_DB_REPOSITORY: settings.databaseRepository,
      TRIVY_JAVA_DB_REPOSITORY: settings.javaDatabaseRepository,
      SOURCE_PATH: settings.sourcePath,
      EXCEPTIONS: settings.exceptions,
    },
    exports: ['DIGEST', 'EXCEPTIONS_USED', 'IN_GRACE', ...(sidecars === '' ? [] : ['SIDECAR_DIGESTS'])],
    runtimes: { nodejs: 22 },
  };
}

/**
 * Scans the running image with the database of today, keeps the evidence, publishes, archives what is gone, and fails on a new
 * critical finding. Runs no code of the repository; the source has the exceptions.
 */
export function rescanBuild(settings: ImageScan): Build {
  const { sidecars = '' } = settings;
  const tools = [trivy(settings), CRANE];
  return {
    steps: [
      toolsFolder,
      ...tools.map(fetchTool),
      fetchScanCommand,
      registryLogin,
      takeRunningImage,
      takeExceptionsOfBranch,
      scanRunningImage,
      reportRunningImage,
      ...(sidecars === '' ? [] : [rescanSidecars]),
    ],
    variables: {
      ...(sidecars === '' ? {} : { SIDECARS: sidecars }),
      ...toolVariables(tools),
      TRIVY_DB_REPOSITORY: settings.databaseRepository,
      TRIVY_JAVA_DB_REPOSITORY: settings.javaDatabaseRepository,
      SOURCE_PATH: settings.sourcePath,
      EXCEPTIONS: settings.exceptions,
    },
    runtimes: { nodejs: 22 },
  };
}

/**
 * Moves the branch tag to the digest, deploys the digest, and waits until it runs.
 *
 * @param origin where the commit is whose author is compared with the approver
 * @param has whether a task runs first, with the new image; and whether there are sidecars, whose digests change with the image's
 */
export function deployBuild(
  origin: Origin['kind'] = 'codecommit',
  { beforeDeploy = false, sidecars = false }: { readonly beforeDeploy?: boolean; readonly sidecars?: boolean } = {},
): Build {
  return {
    steps: [
      toolsFolder,
      fetchTool(CRANE),
      checkCommit,
      checkDigest,
      ...(sidecars ? [takeSidecars] : []),
      recordApproval('$COMMIT/$EXECUTION/deploy'),
      compareAge,
      compareApprover(origin),
      ...compareBranch(origin),
      registryLogin,
      // The session of the role may be over when the task has ended: it is entered again.
      ...(beforeDeploy ? [enterEnvironment, runBeforeDeploy(true)] : []),
      pointBranchTag,
      ...(sidecars ? [pointSidecarTags] : []),
      enterEnvironment,
      sidecars ? deployWithSidecars : deployDigest,
      ...(sidecars ? [compareSidecars] : []),
      beforeDeploy ? waitForServiceAfterTask : waitForService,
    ],
    variables: {
      ...toolVariables([CRANE]),
      APPROVAL: 'required',
      APPROVERS: '',
      SOURCE_REPOSITORY: '',
      SOURCE_BRANCH: '',
    },
  };
}
