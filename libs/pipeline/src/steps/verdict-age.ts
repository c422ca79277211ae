import type { Step } from '../buildspec';

/** Name of the action that scans, in every pipeline of a service. */
export const SCAN_ACTION = 'ScanAndPush';

const NAME = 'compare the age of the verdict';
const WHY = 'an approval that comes late would release what was looked at before newer vulnerabilities were known';

const FIND_SCAN = [
  'test "$APPROVAL" = none || {',
  `  SCANNED="$(aws codepipeline list-action-executions --pipeline-name "$PIPELINE" --filter "pipelineExecutionId=$EXECUTION" --query "max(actionExecutionDetails[?actionName=='${SCAN_ACTION}' && status=='Succeeded'].startTime)" --output text)" &&`,
  // The CLI writes ISO 8601, or seconds where its configuration asks for times as they came.
  '  case "$SCANNED" in *-*) ;; *) SCANNED="@$SCANNED" ;; esac &&',
  '  SCANNED_AT="$(date -u -d "$SCANNED" +%s)" || {',
  '    echo "The record of run $EXECUTION does not say when the image was scanned, so nothing is deployed. If CodePipeline refused to answer, its message is above. Otherwise start $PIPELINE again." >&2',
  '    false',
  '  }',
  '}',
].join('\n');

/**
 * Where a release needs an approval, the verdict of its scan counts for `VERDICT_HOURS` hours. The time is that of the pipeline's own record,
 * which no one can write: a build that is started by hand for an old run has the time of that run.
 */
export const compareAge: Step = {
  name: NAME,
  phase: 'pre_build',
  why: WHY,
  commands: [
    FIND_SCAN,
    `test "$APPROVAL" = none || {\n${refuseOld(
      'Start the pipeline again for this commit, which scans its image again and then asks again: aws codepipeline start-pipeline-execution --name $PIPELINE --source-revisions actionName=Source,revisionType=COMMIT_ID,revisionValue=$COMMIT',
    )}\n}`,
  ],
  permissions: [{ actions: ['codepipeline:ListActionExecutions'], on: 'pipeline' }],
};

/** The same for a workflow that has no such record: `SCANNED_AT` is what its scanning job has handed on. @param again how the scan is made again */
export function compareAgeOf(again: string): Step {
  return { name: NAME, phase: 'pre_build', why: WHY, commands: [refuseOld(again)] };
}

/** Shell that fails unless `SCANNED_AT`, in seconds since 1970, is `VERDICT_HOURS` hours ago at most. */
function refuseOld(again: string): string {
  return [
    `case "$SCANNED_AT" in '' | *[!0-9]*) echo "When the image was scanned is not known, so nothing is deployed. ${again}" >&2; false ;; esac &&`,
    'NOW="$(date -u +%s)" && AGE="$((NOW - SCANNED_AT))" &&',
    '{ test "$AGE" -le "$((VERDICT_HOURS * 3600))" || {',
    `  echo "Commit $COMMIT was scanned $((AGE / 3600)) h ago, and a verdict counts for $VERDICT_HOURS h (trivy.verdictHours in platform.yaml), so nothing is deployed: newer vulnerabilities may be known. ${again}" >&2`,
    '  false',
    '}; }',
  ].join('\n');
}
