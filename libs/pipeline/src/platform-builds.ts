import type { Build } from './buildspec';
import { checkCommit } from './steps/check';
import { executeChanges, unpackWorkspace } from './steps/deploy-platform';
import { fetchTool, toolsFolder, toolVariables } from './steps/fetch';
import {
  checkBase,
  checkChanges,
  CHANGE_SETS,
  checkTemplates,
  findBase,
  installToolkit,
  packWorkspace,
  WORKSPACE_OUTPUT,
} from './steps/prepare-platform';
import { recordApproval } from './steps/record-approval';
import { trivy } from './tools';
import type { TrivySettings } from './tools';

/** Nx in a build: no daemon that outlives it, no colours in the report, no questions. */
const VARIABLES = { CI: 'true', NO_COLOR: '1', NX_DAEMON: 'false', ...CHANGE_SETS };

/** Synthesize, check and price what is affected, and prepare its change sets. Needs the repository's history. */
export function preparePlatformBuild(platformFolder: string, settings: TrivySettings): Build {
  const scanner = trivy(settings);
  return {
    steps: [
      toolsFolder,
      fetchTool(scanner),
      checkCommit,
      installToolkit,
      findBase,
      checkBase,
      checkChanges,
      checkTemplates,
      packWorkspace,
    ],
    variables: { ...VARIABLES, ...toolVariables([scanner]), PLATFORM_FOLDER: platformFolder },
    exports: ['BASE', 'WORKSPACE_SHA256'],
    output: WORKSPACE_OUTPUT,
    node: 22,
  };
}

/** Execute the change sets that were prepared and approved, from the files they were prepared from. */
export function deployPlatformBuild(): Build {
  return {
    steps: [
      toolsFolder,
      checkCommit,
      checkBase,
      recordApproval('$COMMIT/$EXECUTION/deploy'),
      unpackWorkspace,
      executeChanges,
    ],
    variables: { ...VARIABLES, APPROVAL: 'required' },
    node: 22,
  };
}
