import type { Build } from './buildspec';
import { IMAGE_OUTPUT } from './steps/build-image';
import { buildSite, packSite, takeLockFiles } from './steps/build-site';
import { checkCommit, checkDigest } from './steps/check';
import { compareApprover } from './steps/compare-approver';
import { compareBranch } from './steps/compare-branch';
import { deployDigest, enterEnvironment, pointBranchTag } from './steps/deploy-image';
import { removeOldReleases, uploadSite, waitForSite } from './steps/deploy-site';
import { fetchScanCommand, fetchTool, toolsFolder, toolVariables } from './steps/fetch';
import { takeExceptions, takeExceptionsOfBranch } from './steps/from-commit';
import { recordApproval } from './steps/record-approval';
import { registryLogin } from './steps/registry';
import { reportRunningImage, takeRunningImage } from './steps/rescan-image';
import { chooseSite, countExceptions, gateAndPushSite, reportScan } from './steps/scan-image';
import { compareLockFiles, scanRunningSite, scanSite, takeSite, unpackSite } from './steps/scan-site';
import type { Origin } from './source';
import { compareAge } from './steps/verdict-age';
import { CRANE, trivy } from './tools';
import type { TrivySettings } from './tools';

/** How a static site is built. Paths are relative: to the source, and to `sourcePath` in it. */
export interface SiteSource {
  /** Folder in the source in which the build starts. */
  readonly sourcePath: string;
  /** Command line of the shell. */
  readonly command: string;
  /** Folder that the command writes. */
  readonly output: string;
  /** Version of Node.js. */
  readonly node: number;
  /** Name of the image while it is built; no registry has it. */
  readonly buildName: string;
}

/** Build the site. It runs code of a repository, so it may only read the source and write one file. */
export function siteBuild(source: SiteSource): Build {
  return {
    steps: [toolsFolder, fetchTool(CRANE), checkCommit, takeLockFiles, buildSite, packSite],
    variables: {
      ...toolVariables([CRANE]),
      SOURCE_PATH: source.sourcePath,
      SITE_COMMAND: source.command,
      SITE_OUTPUT: source.output,
      BUILD_NAME: source.buildName,
    },
    output: IMAGE_OUTPUT,
    runtimes: { nodejs: source.node },
  };
}

interface SiteScan extends TrivySettings {
  /** Folder of the site in its repository. */
  readonly sourcePath: string;
  /** File in that folder with the exceptions from the gate; empty for none. */
  readonly exceptions: string;
  /** Why a site without packages passes; empty for a site that has some. */
  readonly emptyBecause: string;
}

/** Scans the site and its lock files, publishes the findings, stores the evidence, and pushes a site that passes the gate. */
export function siteScanBuild(settings: SiteScan): Build {
  const tools = [trivy(settings), CRANE];
  return {
    steps: [
      toolsFolder,
      ...tools.map(fetchTool),
      fetchScanCommand,
      checkCommit,
      registryLogin,
      chooseSite,
      takeExceptions,
      unpackSite,
      compareLockFiles,
      scanSite,
      reportScan,
      gateAndPushSite,
      countExceptions,
    ],
    variables: scanVariables(settings),
    exports: ['DIGEST', 'EXCEPTIONS_USED', 'IN_GRACE'],
    runtimes: { nodejs: 22 },
  };
}

/** Scans the site that visitors get with the database of today. */
export function siteRescanBuild(settings: SiteScan): Build {
  const tools = [trivy(settings), CRANE];
  return {
    steps: [
      toolsFolder,
      ...tools.map(fetchTool),
      fetchScanCommand,
      registryLogin,
      takeRunningImage,
      takeExceptionsOfBranch,
      scanRunningSite,
      reportRunningImage,
    ],
    variables: scanVariables(settings),
    runtimes: { nodejs: 22 },
  };
}

function scanVariables(settings: SiteScan): Record<string, string> {
  return {
    ...toolVariables([trivy(settings), CRANE]),
    TRIVY_DB_REPOSITORY: settings.databaseRepository,
    TRIVY_JAVA_DB_REPOSITORY: settings.javaDatabaseRepository,
    SOURCE_PATH: settings.sourcePath,
    EXCEPTIONS: settings.exceptions,
    EMPTY_BECAUSE: settings.emptyBecause,
  };
}

/**
 * Uploads the files by their digest, lets visitors have them, and waits until they do.
 *
 * @param origin where the commit is whose author is compared with the approver
 */
export function siteDeployBuild(origin: Origin['kind'] = 'codecommit'): Build {
  return {
    steps: [
      toolsFolder,
      fetchTool(CRANE),
      checkCommit,
      checkDigest,
      recordApproval('$COMMIT/$EXECUTION/deploy'),
      compareAge,
      compareApprover(origin),
      ...compareBranch(origin),
      registryLogin,
      takeSite,
      pointBranchTag,
      enterEnvironment,
      uploadSite,
      deployDigest,
      waitForSite,
      removeOldReleases,
    ],
    variables: {
      ...toolVariables([CRANE]),
      APPROVAL: 'required',
      APPROVERS: '',
      SOURCE_REPOSITORY: '',
      SOURCE_BRANCH: '',
      IMMUTABLE: '',
      KEEP_RELEASES: '10',
    },
  };
}
