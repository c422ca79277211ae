import { CLOUDFRONT_REGION } from '@careplane/aws-facts';
import {
  checkCommit,
  checkDigest,
  chooseSite,
  compareLockFiles,
  countExceptions,
  CRANE,
  deployDigest,
  enterEnvironment,
  fetchScanCommand,
  fetchTool,
  gateAndPushSite,
  pointBranchTag,
  registryLogin,
  removeOldReleases,
  reportScan,
  scanSite,
  takeSite,
  toolsFolder,
  toolVariables,
  trivy,
  unpackSite,
  uploadSite,
  waitForSite,
} from '@careplane/pipeline/builds';
import type { Build, Step } from '@careplane/pipeline/builds';
import { registryVariables } from './builds';
import { findEvidence } from './steps/base';
import {
  compareScanTime,
  findExceptions,
  findScanCommand,
  findSite,
  handOnDigest,
  knowService,
  takeDigest,
} from './steps/images';
import { keepApproval, recordApproval } from './steps/stacks';
import type { CiEnvironment, CiScope, CiTarget } from './target';

/** Build a site and pack its files: the workspace's own code, without a role. */
export function sitePackBuild({ platform, packages }: CiTarget, scope: CiScope): Build {
  const pack: Step = {
    name: 'build and pack the site',
    phase: 'build',
    why: `with the variables of ${scope.name}; this job runs code of the repository, and has no role in AWS`,
    commands: [`${packages.exec} nx site "${platform}-$SERVICE" --environment=${scope.name}`],
  };
  return { steps: [toolsFolder, fetchTool(CRANE), checkCommit, pack], variables: toolVariables([CRANE]) };
}

/** Scan the files and lock files of a site, publish what was found, keep the evidence, and push what the gate lets through. */
export function siteScanBuild(target: CiTarget, scope: CiScope, environment: CiEnvironment): Build {
  const tools = [trivy(target.trivy), CRANE];
  return {
    steps: [
      toolsFolder,
      ...tools.map(fetchTool),
      findScanCommand(target.platform),
      fetchScanCommand,
      findEvidence(target.platform, true),
      checkCommit,
      knowService(target, scope.name, environment),
      findExceptions(target),
      findSite(target, scope.name),
      registryLogin,
      chooseSite,
      unpackSite,
      compareLockFiles,
      scanSite,
      reportScan,
      gateAndPushSite,
      countExceptions,
      handOnDigest,
    ],
    variables: {
      ...toolVariables(tools),
      ...registryVariables(target),
      TRIVY_DB_REPOSITORY: target.trivy.databaseRepository,
      TRIVY_JAVA_DB_REPOSITORY: target.trivy.javaDatabaseRepository,
      ENVIRONMENT: scope.name,
      ACCOUNT: target.account,
      SCAN_REGION: target.region,
      SIDECAR_DIGESTS: '',
    },
  };
}

/** Release a site that the gate has let through, by its digest, and see in CloudFront that visitors get it. */
export function siteReleaseBuild(target: CiTarget, scope: CiScope, environment: CiEnvironment): Build {
  return {
    steps: [
      toolsFolder,
      fetchTool(CRANE),
      findEvidence(target.platform, true),
      takeDigest,
      checkCommit,
      checkDigest,
      knowService(target, scope.name, environment),
      findSite(target, scope.name),
      recordApproval(target, scope),
      ...compareScanTime(scope),
      registryLogin,
      keepApproval('deploy'),
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
      ...registryVariables(target),
      BRANCH_TAG: environment.imageTag,
      VERDICT_HOURS: String(target.trivy.verdictHours),
      TARGET_REGION: CLOUDFRONT_REGION,
    },
  };
}
