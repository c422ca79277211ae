import type { Build } from './buildspec';
import { installCfnLint, PYTHON } from './steps/cfn-lint';
import { checkCommit } from './steps/check';
import {
  checkBase,
  checkChanges,
  CHECKED_OUTPUT,
  checkTemplates,
  findBase,
  handOn,
  installToolkit,
} from './steps/check-platform';
import { compareApprover } from './steps/compare-approver';
import { compareBranch } from './steps/compare-branch';
import { executeChanges, unpackPrepared } from './steps/deploy-platform';
import { fetchCareplane, fetchTool, toolsFolder, toolVariables } from './steps/fetch';
import { packPrepared, prepareChanges, PREPARED_OUTPUT, takeChecked } from './steps/prepare-platform';
import { recordApproval } from './steps/record-approval';
import type { Origin } from './source';
import { trivy } from './tools';
import type { TrivySettings } from './tools';

const NODE = 22;

/**
 * Synthesizes, prices and checks affected units. This is the only build of the platform's pipeline that runs the
 * workspace's code, so its permissions are minimal: it reads the source with its history and the ledger, and passes on
 * files.
 */
export function checkPlatformBuild(platformFolder: string, settings: TrivySettings): Build {
  const scanner = trivy(settings);
  return {
    steps: [
      toolsFolder,
      fetchTool(scanner),
      installCfnLint,
      checkCommit,
      installToolkit,
      findBase,
      checkBase,
      checkChanges,
      checkTemplates,
      handOn,
    ],
    // Nx in a build: no daemon that outlives it, no colours in the report, no questions.
    variables: {
      CI: 'true',
      NO_COLOR: '1',
      NX_DAEMON: 'false',
      ...toolVariables([scanner]),
      PLATFORM_FOLDER: platformFolder,
    },
    output: CHECKED_OUTPUT,
    runtimes: { nodejs: NODE, python: PYTHON },
  };
}

/** Have the change sets made of what was checked, with the published command. Runs nothing of the workspace. */
export function preparePlatformBuild(platformFolder: string): Build {
  return {
    steps: [toolsFolder, fetchCareplane('$PLATFORM_FOLDER'), checkCommit, takeChecked, prepareChanges, packPrepared],
    variables: { CI: 'true', NO_COLOR: '1', PLATFORM_FOLDER: platformFolder },
    exports: ['PREPARED_SHA256', 'REPORT_SHA256'],
    output: PREPARED_OUTPUT,
    runtimes: { nodejs: NODE },
  };
}

/** Execute the change sets that were prepared and approved, with the published command. Runs nothing of the workspace. */
export function deployPlatformBuild(platformFolder: string, origin: Origin['kind'] = 'codecommit'): Build {
  return {
    steps: [
      toolsFolder,
      fetchCareplane('$PLATFORM_FOLDER'),
      checkCommit,
      recordApproval('$COMMIT/$EXECUTION/deploy'),
      compareApprover(origin),
      ...compareBranch(origin),
      unpackPrepared,
      executeChanges,
    ],
    variables: {
      CI: 'true',
      NO_COLOR: '1',
      APPROVAL: 'required',
      APPROVERS: '',
      SOURCE_REPOSITORY: '',
      SOURCE_BRANCH: '',
      PLATFORM_FOLDER: platformFolder,
    },
    runtimes: { nodejs: NODE },
  };
}
