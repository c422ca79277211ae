import type { Step } from '../buildspec';
import type { Permission } from '../permissions';
import type { Origin } from '../source';
import { APPROVAL_ACTION } from './record-approval';

const record =
  'aws codepipeline list-action-executions --pipeline-name "$PIPELINE" --filter "pipelineExecutionId=$EXECUTION"';
const approved = `actionExecutionDetails[?actionName=='${APPROVAL_ACTION}' && status=='Succeeded']`;
const state =
  'aws codepipeline get-pipeline-state --name "$PIPELINE" --query "stageStates[?latestExecution.pipelineExecutionId==\'$EXECUTION\'].actionStates[]';

const FALLBACK: Permission = {
  actions: ['codepipeline:GetPipelineState'],
  on: 'pipeline',
  seldom: 'the record of the run names the approver',
};

/** CodeCommit knows who has written a commit; of GitHub the record of the source action is asked. */
const AUTHORS: Readonly<Record<Origin['kind'], { readonly command: string; readonly permissions: Permission[] }>> = {
  codecommit: {
    command:
      'aws codecommit get-commit --repository-name "$SOURCE_REPOSITORY" --commit-id "$COMMIT" --query "commit.[author.email,author.name,committer.email,committer.name]" --output text',
    permissions: [{ actions: ['codecommit:GetCommit'], on: 'repository' }],
  },
  github: {
    command: `${record} --query "actionExecutionDetails[?actionName=='Source'].output.outputVariables | [0].[AuthorEmail,AuthorDisplayName,AuthorId]" --output text`,
    permissions: [],
  },
};

/**
 * No one releases their own code. IAM alone cannot ensure this: PutApprovalResult has no condition key for the author of a commit. The
 * groups keep writers and approvers apart; this step is for people who have both rights, such as administrators.
 *
 * The approver is the last part of an ARN: a user, or the session of a person of a directory. The name is compared
 * with author and committer, their addresses, and what stands before the @. `APPROVERS` has the addresses of approvers as
 * `name address`, with semicolons between them. An approver who is unknown or root is refused.
 *
 * A commit's author can be forged by whoever pushes it. This step is therefore the second of two barriers, not the only one.
 */
export function compareApprover(origin: Origin['kind']): Step {
  const { command, permissions } = AUTHORS[origin];
  return {
    name: 'compare approver and author',
    phase: 'pre_build',
    why: 'whoever wrote the commit cannot approve its release',
    commands: [
      [
        'if test "$APPROVAL" = none; then APPROVER=none; else',
        `  APPROVER="$(${record} --query "${approved} | [0].updatedBy" --output text)"`,
        `  case "$APPROVER" in arn:*) ;; *) APPROVER="$(${state}[?actionName=='${APPROVAL_ACTION}'].latestExecution.lastUpdatedBy | [0]" --output text)" ;; esac`,
        '  case "$APPROVER" in',
        '    *:root) echo "The root user approved run $EXECUTION. Approve as a person with a name." >&2; false ;;',
        '    arn:*/*) ;;',
        '    *) echo "The record of run $EXECUTION does not say who approved, so nothing is deployed." >&2; false ;;',
        '  esac',
        'fi',
      ].join('\n'),
      [
        'test "$APPROVER" = none || {',
        `  ${command} > "$WORK/author" &&`,
        `  tr '\\t' '\\n' < "$WORK/author" | grep -v '^None$' > "$WORK/authors" ||`,
        origin === 'codecommit'
          ? '    { echo "The author of commit $COMMIT is unknown, so nothing is deployed." >&2; false; }'
          : '    echo "GitHub did not say who wrote commit $COMMIT. The rules of its branch must require a review."',
        '}',
      ].join('\n'),
      [
        'test "$APPROVER" = none || {',
        '  NAME="${APPROVER##*/}"',
        `  OWN="$(printf '%s\\n' "$APPROVERS" | tr ';' '\\n' | awk -v name="$NAME" '$1 == name { print $2 }')"`,
        `  printf '%s\\n' "$NAME" "\${NAME%%@*}" "$OWN" | grep -v '^$' > "$WORK/approver" &&`,
        `  sed 's/@.*//' "$WORK/authors" | cat "$WORK/authors" - > "$WORK/names" &&`,
        '  if grep -Fxiq -f "$WORK/approver" "$WORK/names"; then',
        '    echo "$NAME approved run $EXECUTION and wrote commit $COMMIT, so nothing is deployed. Start $PIPELINE again, and have another person approve." >&2',
        '    false',
        '  fi',
        '}',
      ].join('\n'),
    ],
    permissions: [{ actions: ['codepipeline:ListActionExecutions'], on: 'pipeline' }, FALLBACK, ...permissions],
  };
}
