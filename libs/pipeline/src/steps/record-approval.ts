import type { Step } from '../buildspec';
import { ADD_EVIDENCE } from './evidence';

/** Name of the action in which a person approves, in every pipeline that has one. */
export const APPROVAL_ACTION = 'Approve';

const actions =
  'aws codepipeline list-action-executions --pipeline-name "$PIPELINE" --filter "pipelineExecutionId=$EXECUTION"';

/**
 * Who let this run go on, and when: the pipeline's own record, kept before anything changes. Where an approval is required
 * and the record shows none, nothing is deployed: the build was started by hand.
 */
export function recordApproval(folder: string): Step {
  return {
    name: 'record who approved',
    phase: 'pre_build',
    why: 'the pipeline’s own record of this run, before anything changes; no approval, no deploy',
    commands: [
      `${actions} --output json > "$WORK/actions.json"`,
      [
        'test "$APPROVAL" = none ||',
        `  test "$(${actions} --query "length(actionExecutionDetails[?actionName=='${APPROVAL_ACTION}' && status=='Succeeded'])" --output text)" -ge 1 ||`,
        `  { echo "The record of run $EXECUTION shows no approval, so nothing is deployed. Start $PIPELINE, and approve in it." >&2; false; }`,
      ].join('\n'),
      `aws s3 cp --only-show-errors --checksum-algorithm SHA256 "$WORK/actions.json" "s3://$EVIDENCE_BUCKET/$EVIDENCE_PREFIX/${folder}/actions.json"`,
    ],
    permissions: [{ actions: ['codepipeline:ListActionExecutions'], on: 'pipeline' }, ...ADD_EVIDENCE],
  };
}
