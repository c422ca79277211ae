import {
  CRANE,
  fetchScanCommand,
  fetchTool,
  registryLogin,
  reportRunningImage,
  rescanSidecars,
  scanRunningImage,
  scanRunningSite,
  takeRunningImage,
  toolsFolder,
  toolVariables,
  trivy,
} from '@careplane/pipeline/builds';
import type { Build, Step } from '@careplane/pipeline/builds';
import { registryVariables } from '../builds';
import { findEvidence } from '../steps/base';
import { findExceptions, findScanCommand, findSidecars, findSite, knowService } from '../steps/images';
import type { CiEnvironment, CiScope, CiTarget } from '../target';

/** Scan the running image of a service and its sidecars, with the database of today and the exceptions of the branch. */
export function nightlyImageBuild(target: CiTarget, scope: CiScope, environment: CiEnvironment): Build {
  return nightlyBuild(target, scope, environment, [
    findSidecars(target.platform),
    registryLogin,
    takeRunning,
    scanRunningImage,
    reportRunningImage,
    rescanSidecars,
  ]);
}

/** Scan the site that visitors get. */
export function nightlySiteBuild(target: CiTarget, scope: CiScope, environment: CiEnvironment): Build {
  return nightlyBuild(target, scope, environment, [
    registryLogin,
    takeRunning,
    ifRunning(findSite(target, scope.name)),
    scanRunningSite,
    reportRunningImage,
  ]);
}

function nightlyBuild(target: CiTarget, { name }: CiScope, environment: CiEnvironment, steps: readonly Step[]): Build {
  const { platform, account, region } = target;
  const tools = [trivy(target.trivy), CRANE];
  return {
    steps: [
      toolsFolder,
      ...tools.map(fetchTool),
      findScanCommand(platform),
      fetchScanCommand,
      findEvidence(platform, true),
      knowService(target, name, environment),
      findExceptions(target),
      ...steps,
    ],
    variables: {
      ...toolVariables(tools),
      ...registryVariables(target),
      TRIVY_DB_REPOSITORY: target.trivy.databaseRepository,
      TRIVY_JAVA_DB_REPOSITORY: target.trivy.javaDatabaseRepository,
      ENVIRONMENT: name,
      BRANCH_TAG: environment.imageTag,
      ACCOUNT: account,
      SCAN_REGION: region,
    },
  };
}

/**
 * A pipeline in AWS has been made together with the image repository of its service. A workflow finds services in a commit, and the stacks of a new
 * one may still wait for an approval: no repository, as no image, means that nothing runs.
 */
const takeRunning: Step = {
  ...takeRunningImage,
  commands: takeRunningImage.commands.map((command) =>
    command.replace('grep -q MANIFEST_UNKNOWN', "grep -Eq 'MANIFEST_UNKNOWN|NAME_UNKNOWN'"),
  ),
};

/** The stacks of a site that is not released yet may have published nothing. */
function ifRunning(step: Step): Step {
  const commands = step.commands.map((command) => `  ${command}`).join(' &&\n');
  return { ...step, commands: [`if test -n "$DIGEST"; then\n${commands}\nfi`] };
}
