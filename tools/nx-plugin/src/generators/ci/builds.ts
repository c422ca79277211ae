import {
  checkBase,
  checkChanges,
  checkCommit,
  checkDigest,
  checkTemplates,
  chooseImage,
  compareSidecars,
  copySidecars,
  countExceptions,
  CRANE,
  deployWithSidecars,
  enterEnvironment,
  fetchCareplane,
  fetchScanCommand,
  fetchTool,
  gateAndPush,
  handOn,
  installCfnLint,
  packPrepared,
  pointBranchTag,
  pointSidecarTags,
  registryLogin,
  reportScan,
  runBeforeDeploy,
  scanImage,
  takeChecked,
  takeSidecars,
  toolsFolder,
  toolVariables,
  trivy,
  unpackPrepared,
  waitForServiceAfterTask,
} from '@careplane/pipeline/builds';
import type { Build, Step } from '@careplane/pipeline/builds';
import { chooseServices, chooseSites } from './affected-images';
import { findBases, findCommand, findEvidence, findImages } from './steps/base';
import {
  compareScanTime,
  findExceptions,
  findScanCommand,
  findSidecars,
  handOnDigest,
  knowService,
  takeDigest,
} from './steps/images';
import {
  executeScope,
  handOnChecksums,
  keepApproval,
  keepPrepared,
  prepareScope,
  recordApproval,
} from './steps/stacks';
import { handOnWorkflow } from './steps/workflow-file';
import { branchesOf } from './target';
import type { CiEnvironment, CiScope, CiTarget } from './target';

/**
 * What the jobs of the workflow do. Those that may do something in AWS run published commands only; those that run the
 * workspace's own code (`check`, and the build of an image) may do nothing there.
 */

/** Which commits are deployed. */
export function baseBuild(target: CiTarget): Build {
  return {
    steps: [
      toolsFolder,
      findCommand(target),
      fetchCareplane(target.folder),
      checkCommit,
      findBases(target, branchesOf(target)),
      findImages(target),
    ],
    variables: {},
  };
}

/** Synthesize, price, ask the judges, and hand on what was judged. The workspace's own code; no permissions. */
export function checkBuild(target: CiTarget, scope: CiScope): Build {
  const scanner = trivy(target.trivy);
  const steps = [
    toolsFolder,
    fetchTool(scanner),
    installCfnLint,
    checkCommit,
    checkBase,
    checkChanges,
    checkTemplates,
    // Before files are handed on: Nx would find the platform’s YAML twice.
    ...(scope.environment === undefined ? [] : [chooseServices(target, scope.name)]),
    ...(scope.environment === undefined || !target.sites ? [] : [chooseSites(target, scope.name)]),
    handOn,
    handOnWorkflow(target.platform),
  ];
  return {
    steps: steps.map((step) => forWorkspace(target, step)),
    variables: {
      ...toolVariables([scanner]),
      PLATFORM: target.platform,
      PLATFORM_FOLDER: target.folder,
      ACCOUNT: target.account,
      SCAN_REGION: target.region,
    },
  };
}

/** The workspace may have another package manager. */
function forWorkspace({ packages }: CiTarget, step: Step): Step {
  return { ...step, commands: step.commands.map((command) => command.replaceAll('npx ', `${packages.exec} `)) };
}

/** Have the change sets of a scope made, and write what its approver reads. */
export function prepareBuild(target: CiTarget, scope: CiScope): Build {
  return {
    steps: [
      toolsFolder,
      findCommand(target),
      fetchCareplane(target.folder),
      findEvidence(target.platform, false),
      checkCommit,
      takeChecked,
      prepareScope(target, scope),
      keepPrepared(),
      packPrepared,
      handOnChecksums,
    ],
    variables: { EVIDENCE_PREFIX: `${target.platform}/github/${scope.name}` },
  };
}

/** Execute the change sets of a scope. */
export function deployScopeBuild(target: CiTarget, scope: CiScope): Build {
  return {
    steps: [
      toolsFolder,
      findCommand(target),
      fetchCareplane(target.folder),
      findEvidence(target.platform, false),
      checkCommit,
      recordApproval(target, scope),
      unpackPrepared,
      keepApproval('deploy'),
      executeScope(target, scope),
    ],
    variables: { EVIDENCE_PREFIX: `${target.platform}/github/${scope.name}` },
  };
}

/** Scan an image, publish what was found, keep the evidence, and push the image if the gate lets it. */
export function imageScanBuild(target: CiTarget, scope: CiScope, environment: CiEnvironment): Build {
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
      findSidecars(target.platform),
      registryLogin,
      chooseImage,
      scanImage,
      reportScan,
      copySidecars,
      gateAndPush,
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
    },
  };
}

/** Deploy an image that the gate has let through, by its digest, and see that it runs. */
export function imageDeployBuild(target: CiTarget, scope: CiScope, environment: CiEnvironment): Build {
  return {
    steps: [
      toolsFolder,
      fetchTool(CRANE),
      findEvidence(target.platform, true),
      takeDigest,
      checkCommit,
      checkDigest,
      takeSidecars,
      knowService(target, scope.name, environment),
      recordApproval(target, scope),
      ...compareScanTime(scope),
      registryLogin,
      keepApproval('deploy'),
      enterEnvironment,
      // One workflow deploys all services: the stack says whether this one has a task before the deploy.
      runBeforeDeploy(false),
      pointBranchTag,
      pointSidecarTags,
      enterEnvironment,
      deployWithSidecars,
      compareSidecars,
      waitForServiceAfterTask,
    ],
    variables: {
      ...toolVariables([CRANE]),
      ...registryVariables(target),
      BRANCH_TAG: environment.imageTag,
      VERDICT_HOURS: String(target.trivy.verdictHours),
      CLUSTER: `${target.platform}-${scope.name}`,
      TARGET_REGION: environment.region,
    },
  };
}

/** Where images are. */
export function registryVariables({ account, region }: CiTarget): Record<string, string> {
  return { REGISTRY: `${account}.dkr.ecr.${region}.amazonaws.com`, REGISTRY_REGION: region };
}
