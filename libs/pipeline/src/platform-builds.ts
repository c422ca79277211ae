import type { Build } from './buildspec';
import { checkCommit } from './steps/check';
import { executeChanges, unpackWorkspace } from './steps/deploy-platform';
import { toolsFolder } from './steps/fetch';
import {
  checkBase,
  findBase,
  installToolkit,
  packWorkspace,
  prepareChanges,
  WORKSPACE_OUTPUT,
} from './steps/prepare-platform';
import { recordApproval } from './steps/record-approval';

/** Nx in a build: no daemon that outlives it, no colours in the report, no questions. */
const VARIABLES = { CI: 'true', NO_COLOR: '1', NX_DAEMON: 'false' };

/** Synthesize, check and price what is affected, and prepare its change sets. Needs the repository's history. */
export function preparePlatformBuild(platformFolder: string): Build {
  return {
    steps: [toolsFolder, checkCommit, installToolkit, findBase, checkBase, prepareChanges, packWorkspace],
    variables: { ...VARIABLES, PLATFORM_FOLDER: platformFolder },
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
