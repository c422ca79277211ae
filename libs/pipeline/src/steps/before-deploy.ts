import type { Step } from '../buildspec';
import { aws, keepSession, parameterValue, setDigest, stack } from './deploy-image';

/** The AWS CLI with the role that starts the task: it may do nothing else. */
const runner = 'aws --profile careplane-before-deploy --region "$TARGET_REGION"';

/** A command that prints an output of the stack, or None. */
const output = (name: string) =>
  `${aws} cloudformation describe-stacks ${stack} --query "Stacks[0].Outputs[?OutputKey=='${name}'].OutputValue | [0]" --output text`;

/**
 * Whether the stack has a task before the deploy. Without one, a pipeline that was made for one stops: the stack is older than the
 * pipeline, and an image would go out without its migration. A workflow is made for all services, and goes on.
 *
 * @param wanted whether the task must be there
 */
function knowTask(wanted: boolean): string {
  const without = wanted
    ? '{ echo "The stack $STACK has no task before the deploy, and service.yaml has one. Deploy the service’s stacks first (careplane deploy), then release the image again." >&2; false; }'
    : 'true';
  return [
    'BEFORE_DEPLOY="${BEFORE_DEPLOY:-run}" && export BEFORE_DEPLOY',
    'case "$BEFORE_DEPLOY" in run | skip) ;; *) echo "BEFORE_DEPLOY is $BEFORE_DEPLOY. Give run or skip." >&2; false ;; esac',
    `${output('BeforeDeploySettings')} > "$WORK/before-deploy"`,
    'read -r TASK MINUTES CONTAINER FAMILY LOG_GROUP RUNNER_ROLE_ARN < "$WORK/before-deploy" && export TASK MINUTES CONTAINER FAMILY LOG_GROUP RUNNER_ROLE_ARN',
    `if test "$TASK" = None; then BEFORE_DEPLOY=none && ${without}; fi`,
    'if test "$BEFORE_DEPLOY" = skip; then echo "$TASK is not run: this release was started without it."; fi',
  ].join(' &&\n');
}

/** The first parameter gets the new image: its task definition is made, and the service stays as it is. */
const setImage = [
  'if test "$BEFORE_DEPLOY" = run; then',
  setDigest('BeforeDeployDigest').map(indented).join(' &&\n'),
  'fi',
].join('\n');

/** The role that starts the task. The deploy role of the service may take it. */
const takeRole = [
  'if test "$BEFORE_DEPLOY" = run; then',
  `  SESSION="$(${aws} sts assume-role --role-arn "$RUNNER_ROLE_ARN" --role-session-name "before-deploy-$EXECUTION" --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)" &&`,
  indented(keepSession('careplane-before-deploy')),
  'fi',
].join('\n');

const functions = [
  '# Prints a task of the family that has not ended, also one that ECS is stopping, or None.',
  'unfinished() {',
  '  for DESIRED in RUNNING STOPPED; do',
  `    ${runner} ecs list-tasks --cluster "$CLUSTER" --family "$FAMILY" --desired-status "$DESIRED" --query 'taskArns[].[@]' --output text || return 1`,
  '  done > "$WORK/tasks" || return 1',
  '  set --',
  '  while read -r ARN; do set -- "$@" "$ARN"; done < "$WORK/tasks"',
  '  if test "$#" -eq 0; then echo None; return 0; fi',
  `  ${runner} ecs describe-tasks --cluster "$CLUSTER" --tasks "$@" --query "tasks[?lastStatus!='STOPPED'].taskArn | [0]" --output text`,
  '}',
  '# Whether there is time left.',
  'in_time() { test "$(date +%s)" -lt "$UNTIL"; }',
  '# Prints what the log has got since the last time. What cannot be printed, or would be a command to GitHub, is taken out.',
  'show_log() {',
  '  while :; do',
  '    set -- --log-group-name "$LOG_GROUP" --log-stream-name "$CONTAINER/$CONTAINER/${TASK_ARN##*/}" --start-from-head',
  '    if test -n "$NEXT_TOKEN"; then set -- "$@" --next-token "$NEXT_TOKEN"; fi',
  `    ${runner} logs get-log-events "$@" --query '[[[nextForwardToken]], events[].[message]][]' --output text > "$WORK/log" 2> "$WORK/log-error" || return 0`,
  '    LOG_SEEN=yes && LAST_TOKEN="$NEXT_TOKEN" && read -r NEXT_TOKEN < "$WORK/log"',
  `    tr -d '\\000-\\010\\013-\\037\\177' < "$WORK/log" | sed -e 1d -e 's/##\\[/# #[/g' -e "s/^/$TASK | /"`,
  '    test "$NEXT_TOKEN" != "$LAST_TOKEN" || return 0',
  '  done',
  '}',
].join('\n');

/**
 * Never two at once: the stack is changed by one release at a time, and its last change decides whose task may run. A release waits
 * until the task of the one before has ended, and stops when another has changed the stack since.
 */
const waitForOthers = [
  '  UNTIL="$(date +%s)" && UNTIL="$((UNTIL + MINUTES * 60))" && SHOWN=',
  '  while OTHER="$(unfinished)" || exit 1; test "$OTHER" != None; do',
  '    if test -z "$SHOWN"; then echo "Waits for the end of $OTHER, which another release has started." && SHOWN=yes; fi',
  '    if ! in_time; then echo "$OTHER has not ended within $MINUTES minutes, so $TASK was not started, and nothing is deployed. Look at its log in $LOG_GROUP; stop it with: aws ecs stop-task --cluster $CLUSTER --task $OTHER" >&2; exit 1; fi',
  '    sleep "${POLL_SECONDS:-5}"',
  '  done',
  `  if test "$(${parameterValue('BeforeDeployDigest')})" != "$DIGEST"; then echo "Another release has changed $STACK since, and goes on in place of this one. Nothing is deployed." >&2; exit 1; fi`,
].join('\n');

const start = [
  `  REQUEST="$(${output('BeforeDeployRequest')})" &&`,
  `  ${runner} ecs run-task --cli-input-json "$REQUEST" --group before-deploy --started-by "$EXECUTION" --query '[tasks[0].taskArn, failures[0].reason]' --output text > "$WORK/started" || exit 1`,
  '  read -r TASK_ARN REASON < "$WORK/started"',
  '  if test "$TASK_ARN" = None; then echo "ECS started no task for $TASK: $REASON. Nothing is deployed. Release the image again; if that fails again, look at the capacity and the quotas of Fargate." >&2; exit 1; fi',
  '  echo "Started $TASK with $DIGEST: $TASK_ARN"',
].join('\n');

const describe = (query: string) =>
  `${runner} ecs describe-tasks --cluster "$CLUSTER" --tasks "$TASK_ARN" --query "${query}" --output text`;

const follow = [
  '  NEXT_TOKEN= && LOG_SEEN=',
  `  while STATE="$(${describe('tasks[0].lastStatus')})" || exit 1; test "$STATE" != STOPPED; do`,
  '    show_log',
  '    if ! in_time; then echo "$TASK has not ended within $MINUTES minutes, so nothing is deployed. It goes on, because stopping a migration can leave half of it. Its log: $LOG_GROUP. To stop it: aws ecs stop-task --cluster $CLUSTER --task $TASK_ARN" >&2; exit 1; fi',
  '    sleep "${POLL_SECONDS:-5}"',
  '  done',
  '  # CloudWatch Logs may show the last lines some seconds later.',
  '  for LOOK in 1 2 3; do sleep "${POLL_SECONDS:-5}"; show_log; done',
  '  if test -z "$LOG_SEEN"; then echo "The task has written no log:" && cat "$WORK/log-error"; fi',
].join('\n');

const judge = [
  `  CODE="$(${describe("tasks[0].containers[?name=='$CONTAINER'].exitCode | [0]")})" &&`,
  `  REASON="$(${describe("join(' · ', [tasks[0].stoppedReason, tasks[0].containers[?name=='$CONTAINER'].reason | [0]][?@])")})" || exit 1`,
  '  case "$CODE" in',
  '    0) echo "$TASK has ended with exit code 0." ;;',
  '    None) echo "$TASK never ran: $REASON. Nothing is deployed, and the service keeps its image." >&2; exit 1 ;;',
  '    *) echo "$TASK has failed with exit code $CODE: $REASON. Nothing is deployed, and the service keeps its image." >&2; exit 1 ;;',
  '  esac',
].join('\n');

/**
 * Run the task before the deploy with the new image, and stop the release when it fails. It comes before the branch tag moves, so
 * that the tag names what runs.
 *
 * The variable BEFORE_DEPLOY has the value `skip` in a release of an earlier commit, whose task ran when it was released first.
 *
 * @param wanted whether the stack must have such a task
 */
export function runBeforeDeploy(wanted: boolean): Step {
  return {
    name: 'run the task before the deploy',
    phase: 'build',
    why: 'with the new image; if it fails, the service keeps its image',
    commands: [
      knowTask(wanted),
      setImage,
      takeRole,
      // In a shell of its own: `exit` ends it and not the build, whose next command then is not reached.
      ['if test "$BEFORE_DEPLOY" = run; then (', functions, waitForOthers, start, follow, judge, '); fi'].join('\n'),
    ],
  };
}

function indented(command: string): string {
  return command.replace(/^/gm, '  ');
}
