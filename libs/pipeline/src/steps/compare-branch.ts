import type { Step } from '../buildspec';
import type { Origin } from '../source';

/** How far back a release may lie. A release of an older commit is made by merging it once more. */
const NEWEST = 2000;

/** BatchGetCommits takes 100 ids. https://docs.aws.amazon.com/codecommit/latest/APIReference/API_BatchGetCommits.html */
const AT_ONCE = 100;

const compareWithBranch: Step = {
  name: 'compare commit and branch',
  phase: 'pre_build',
  why: 'what is approved was merged into the branch',
  commands: [
    [
      'test "$APPROVAL" = none || {',
      '  : > "$WORK/seen"',
      '  aws codecommit get-branch --repository-name "$SOURCE_REPOSITORY" --branch-name "$SOURCE_BRANCH" --query branch.commitId --output text > "$WORK/front" &&',
      `  while grep -q . "$WORK/front" && ! grep -Fxq "$COMMIT" "$WORK/front" && test "$(wc -l < "$WORK/seen")" -lt ${NEWEST}; do`,
      `    head -n ${AT_ONCE} "$WORK/front" > "$WORK/asked"`,
      '    cat "$WORK/asked" >> "$WORK/seen"',
      '    set --',
      '    while read -r ID; do set -- "$@" "$ID"; done < "$WORK/asked"',
      '    aws codecommit batch-get-commits --repository-name "$SOURCE_REPOSITORY" --query "commits[].parents[]" --output text --commit-ids "$@" > "$WORK/parents" || break',
      `    tail -n +${AT_ONCE + 1} "$WORK/front" > "$WORK/rest"`,
      `    tr '\\t' '\\n' < "$WORK/parents" | grep -v '^None$' | cat "$WORK/rest" - | sort -u | grep -Fxv -f "$WORK/seen" > "$WORK/front"`,
      '  done',
      '  grep -Fxq "$COMMIT" "$WORK/front" || {',
      `    echo "Commit $COMMIT was not found among the newest ${NEWEST} commits of the branch $SOURCE_BRANCH of $SOURCE_REPOSITORY, so nothing is deployed. If CodeCommit refused to answer, its message stands above. Otherwise merge the commit into the branch, and start $PIPELINE again." >&2`,
      '    false',
      '  }',
      '}',
    ].join('\n'),
  ],
  permissions: [{ actions: ['codecommit:BatchGetCommits', 'codecommit:GetBranch'], on: 'repository' }],
};

/** Runs that CodePipeline starts with the newest commit of the branch: at a push to it, and when the pipeline is made. */
const STARTED_BY_THE_BRANCH =
  "pipelineExecutionSummaries[?starts_with(trigger.triggerType || '', 'Webhook') || trigger.triggerType=='CreatePipeline'].sourceRevisions[].revisionId";

const compareWithRuns: Step = {
  name: 'compare commit and branch',
  phase: 'pre_build',
  why: 'what is approved came with a push to the branch, in this run or an earlier one',
  commands: [
    [
      'test "$APPROVAL" = none || {',
      `  aws codepipeline list-pipeline-executions --pipeline-name "$PIPELINE" --query "${STARTED_BY_THE_BRANCH}" --output text > "$WORK/pushed" &&`,
      `  tr '\\t' '\\n' < "$WORK/pushed" | grep -Fxq "$COMMIT" || {`,
      '    echo "No push to its branch has brought commit $COMMIT to $PIPELINE, so nothing is deployed: a run that is started by hand takes any commit. If CodePipeline refused to answer, its message stands above. Otherwise merge the commit into the branch, which starts $PIPELINE." >&2',
      '    false',
      '  }',
      '}',
    ].join('\n'),
  ],
  permissions: [
    {
      actions: ['codepipeline:ListPipelineExecutions'],
      on: 'pipeline',
      seldom: 'Only a release that needs an approval is compared.',
    },
  ],
};

/**
 * A run may be started with any commit of the repository, also one of a branch without a review: StartPipelineExecution takes a
 * revision, and IAM has no condition key for it. Where a release needs an approval, its commit must be in the history of the branch.
 *
 * CodeCommit answers this with permission to read commits alone. For GitHub a build would need the connection, with which it could read
 * the code; there the pipeline's own runs are asked instead. CodePipeline keeps them for a year, and says of each how it was started and
 * with which commit; the pipeline's trigger knows no other branch.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ExecutionTrigger.html
 */
export function compareBranch(origin: Origin['kind']): Step[] {
  return [origin === 'codecommit' ? compareWithBranch : compareWithRuns];
}
