import type { Step } from '../buildspec';

/**
 * The folder of the commit in a build whose first input is something else. CodeBuild calls it after the artifact of the pipeline:
 * https://docs.aws.amazon.com/codebuild/latest/userguide/sample-multi-in-out.html
 */
export const COMMIT_FOLDER = '$CODEBUILD_SRC_DIR_source';

/** Of the commit itself: a build that runs code of the repository could hand on other exceptions than people have reviewed. */
export const takeExceptions = exceptionsIn(
  COMMIT_FOLDER,
  'from the commit that is scanned, and not from what its code has built',
);

/** Those of the branch now, so that one that is added today counts tonight. */
export const takeExceptionsOfBranch = exceptionsIn('$CODEBUILD_SRC_DIR', 'from the newest commit of the branch');

/** Option of each scan: the file with the exceptions, where service.yaml names one. A file that is not there ends the scan. */
export const WITH_EXCEPTIONS = '${EXCEPTIONS_FILE:+--exceptions "$EXCEPTIONS_FILE"}';

function exceptionsIn(folder: string, why: string): Step {
  return {
    name: 'take the exceptions',
    phase: 'pre_build',
    why,
    commands: [`EXCEPTIONS_FILE="\${EXCEPTIONS:+${folder}/$SOURCE_PATH/$EXCEPTIONS}" && export EXCEPTIONS_FILE`],
  };
}
