import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineWith, runBuild } from '../testing/run-build';
import type { Ran } from '../testing/run-build';
import { runBeforeDeploy } from './before-deploy';

const DIGEST = `sha256:${'0f'.repeat(32)}`;
const TASK = 'arn:aws:ecs:us-east-2:111122223333:task/acme-staging/0123';
const OTHER = 'arn:aws:ecs:us-east-2:111122223333:task/acme-staging/9999';
const RUNNER = 'arn:aws:iam::111122223333:role/careplane/acme/staging/run-before-deploy-acme-api-staging';

/** What the account says, in the words of the AWS CLI's text output. */
interface Account {
  readonly settings?: string;
  /** Value of the parameter, before and after the change of the stack. */
  readonly before?: string;
  readonly after?: string;
  /** Tasks of the family in each look, until one that has none. */
  readonly others?: readonly string[];
  /** Whether ECS is stopping those. */
  readonly stopping?: boolean;
  readonly started?: string;
  /** States of the task in each look. */
  readonly states?: readonly string[];
  readonly exitCode?: string;
  readonly reason?: string;
  /** Lines of the log; none, and there is no stream. */
  readonly log?: string;
}

function release(account: Account, variables: Readonly<Record<string, string>> = {}, wanted = true): Ran {
  const machine = machineWith({ aws: 'exec sh "$AWS_ANSWERS" "$@"', sleep: ':' });
  const work = join(machine.folder, 'work');
  mkdirSync(work);
  const put = (name: string, text: string) => writeFileSync(join(work, name), text);
  put('settings', `${account.settings ?? `migrate 20 api acme-api_before-deploy-staging /logs/api ${RUNNER}`}\n`);
  put('digest', `${account.before ?? ''}\n`);
  put('digest-after', `${account.after ?? DIGEST}\n`);
  put('desired', `${account.stopping === true ? 'STOPPED' : 'RUNNING'}\n`);
  put('others', [...(account.others ?? []), 'None'].join('\n') + '\n');
  put('states', `${(account.states ?? ['RUNNING', 'STOPPED']).join('\n')}\n`);
  put('started-answer', `${account.started ?? `${TASK}\tNone`}\n`);
  put('code', `${account.exitCode ?? '0'}\n`);
  put('reason', `${account.reason ?? 'Essential container in task exited'}\n`);
  if (account.log !== undefined) put('log-answer', `token-1\n${account.log}\n`);
  put(
    'answers',
    `
cd '${work}'
# The next line of a file, whose last line stays.
next() { head -n 1 "$1"; if test "$(wc -l < "$1")" -gt 1; then sed -i 1d "$1"; fi; }
case "$*" in
  *BeforeDeploySettings*) cat settings ;;
  *BeforeDeployRequest*) echo '{"cluster":"acme-staging"}' ;;
  *StackStatus*) echo UPDATE_COMPLETE ;;
  *"ParameterKey=='BeforeDeployDigest'"*) cat digest ;;
  *"ParameterKey!='BeforeDeployDigest'"*) printf 'ImageDigest\\nKey\\n' ;;
  *update-stack*) cp digest-after digest ;;
  *assume-role*) echo 'KEY SECRET TOKEN' ;;
  *list-tasks*"--desired-status $(cat desired)"*) head -n 1 others | grep -v '^None$' ; true ;;
  *list-tasks*) ;;
  *"lastStatus!='STOPPED'"*) next others ;;
  *run-task*) cat started-answer ;;
  *lastStatus*) next states ;;
  *exitCode*) cat code ;;
  *stoppedReason*) cat reason ;;
  *next-token*) echo token-1 ;;
  *get-log-events*) if test -f log-answer; then cat log-answer; else echo 'ResourceNotFoundException: no stream' >&2; exit 254; fi ;;
esac`,
  );
  return runBuild(
    machine,
    { steps: [runBeforeDeploy(wanted)], variables: {} },
    {
      AWS_ANSWERS: join(work, 'answers'),
      WORK: work,
      HOME: work,
      DIGEST,
      STACK: 'acme-api-staging',
      CLUSTER: 'acme-staging',
      TARGET_REGION: 'us-east-2',
      ROLLOUT_ROLE_ARN: 'arn:aws:iam::111122223333:role/rollout',
      EXECUTION: 'run-1',
      ...variables,
    },
  );
}

const called = ({ calls }: Ran, what: string) => calls.filter((call) => call.includes(what));

test('the image is set, the task runs and its log is shown; the service’s own image is not touched', () => {
  const ran = release({ log: 'creating table claims\n##[add-path]evil\n\u001b[31mdone' });
  expect(ran).toMatchObject({ succeeded: true });
  expect(ran.output).toContain('migrate | creating table claims\nmigrate | # #[add-path]evil\nmigrate | [31mdone\n');
  expect(ran.output).toContain('migrate has ended with exit code 0.');
  expect(called(ran, 'update-stack')).toEqual([
    expect.stringContaining(
      `--parameters ParameterKey=BeforeDeployDigest,ParameterValue=${DIGEST} ParameterKey=ImageDigest,UsePreviousValue=true ParameterKey=Key,UsePreviousValue=true`,
    ),
  ]);
  expect(called(ran, 'run-task')).toEqual([
    expect.stringContaining('--profile careplane-before-deploy --region us-east-2 ecs run-task'),
  ]);
  expect(called(ran, 'log-stream-name')[0]).toContain('--log-stream-name api/api/0123');
});

test.each<[what: string, account: Account, expected: string]>([
  [
    'that fails',
    { exitCode: '2', log: 'no such column' },
    'migrate has failed with exit code 2: Essential container in task exited. Nothing is deployed, and the service keeps its image.',
  ],
  [
    'that never ran',
    { exitCode: 'None', reason: 'CannotPullContainerError: not found' },
    'migrate never ran: CannotPullContainerError: not found. Nothing is deployed',
  ],
  [
    'that ECS does not start',
    { started: 'None\tRESOURCE:FARGATE' },
    'ECS started no task for migrate: RESOURCE:FARGATE.',
  ],
  [
    'that does not end in time',
    { settings: `migrate 0 api f /logs/api ${RUNNER}`, states: ['RUNNING'] },
    `migrate has not ended within 0 minutes, so nothing is deployed. It goes on, because stopping a migration can leave half of it. Its log: /logs/api. To stop it: aws ecs stop-task --cluster acme-staging --task ${TASK}`,
  ],
  [
    'whose stack another release has changed since',
    { after: 'sha256:other' },
    'Another release has changed acme-api-staging since',
  ],
  [
    'that another release has started, and that does not end',
    { settings: `migrate 0 api f /logs/api ${RUNNER}`, others: [OTHER, OTHER] },
    `${OTHER} has not ended within 0 minutes, so migrate was not started`,
  ],
  ['that the stack does not have', { settings: 'None' }, 'The stack acme-api-staging has no task before the deploy'],
])('a task %s stops the release', (_, account, expected) => {
  const ran = release(account);
  expect(ran.output).toContain(expected);
  expect(ran.succeeded).toBe(false);
});

test.each([false, true])(
  'it waits until the task of another release has ended; ECS is stopping that: %s',
  (stopping) => {
    const ran = release({ others: [OTHER, OTHER], stopping });
    expect(ran.output.match(/Waits for the end of/g)).toHaveLength(1);
    expect(ran.succeeded).toBe(true);
    const started = ran.calls.findIndex((call) => call.includes('run-task'));
    expect(ran.calls.slice(0, started).filter((call) => call.includes("lastStatus!='STOPPED'"))).toHaveLength(2);
  },
);

test('the same image again: the stack stays, and the task runs', () => {
  const ran = release({ before: DIGEST });
  expect(called(ran, 'update-stack')).toEqual([]);
  expect(called(ran, 'run-task')).toHaveLength(1);
  expect(ran.succeeded).toBe(true);
});

test('a stack without a task goes on where the build is for all services', () => {
  const ran = release({ settings: 'None' }, {}, false);
  expect(ran.succeeded).toBe(true);
  expect(called(ran, 'update-stack')).toEqual([]);
});

test('a release of an earlier commit skips it, and no other value does', () => {
  const skipped = release({}, { BEFORE_DEPLOY: 'skip' });
  expect(skipped.succeeded).toBe(true);
  expect(skipped.output).toContain('migrate is not run');
  expect(called(skipped, 'run-task')).toEqual([]);
  const wrong = release({}, { BEFORE_DEPLOY: 'Skip' });
  expect(wrong.succeeded).toBe(false);
  expect(wrong.output).toContain('BEFORE_DEPLOY is Skip. Give run or skip.');
});

test('a log that could not be read is no silence', () => {
  expect(release({}).output).toContain('The task has written no log:\nResourceNotFoundException: no stream');
});
