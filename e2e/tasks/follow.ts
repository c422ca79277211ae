// The trees of a task before the deploy and of a queue, for a platform that has both: its documents are written here, and typed.
// The chapter speaks of production; they are typed for staging, with its name in their place, as the chapter says.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, REGION } from '../deploy/world';
import { left, report } from '../harness';
import { run } from '../machine';
import type { Ran } from '../machine';
import { documentedTree } from '../troubleshooting/tree';
import type { DocumentedTree } from '../troubleshooting/tree';
import { ENVIRONMENT, FAMILY, release, running } from './stage';
import type { Stage } from './stage';

const TITLE = 'A task before the deploy failed';
const LETTERS = 'A queue has dead letters';
/** `maxReceives` of the queue. */
const RECEIVES = 3;

/** A tree of the handover that is written in the stage’s clone, for staging. */
export function treeOf(stage: Stage, title: string): DocumentedTree {
  return documentedTree(chapterOf(stage, 'troubleshooting'), title);
}

/** A chapter of that handover. */
export function chapterOf({ world }: Stage, id: string): string {
  const folder = join(world.clone, 'handover-of-tasks');
  if (!existsSync(folder)) {
    const written = world.careplane(['handover', 'apps/medmo', '--out', 'handover-of-tasks']);
    report(
      'careplane handover writes the documents of a platform with tasks and a queue',
      written.status === 0,
      written.stderr,
    );
  }
  const chapter = left(
    readdirSync(folder).find((name) => name.endsWith(`-${id}.md`)),
    `the chapter ${id}`,
  );
  return readFileSync(join(folder, chapter), 'utf8').replaceAll('production', ENVIRONMENT);
}

/** A message that comes back again and again, until SQS puts it aside: once because the service was down, and once because it is wrong. */
export function followsDeadLetters(stage: Stage): void {
  const tree = treeOf(stage, LETTERS);
  const [dead = ''] = tree.steps[0] ?? [];
  const ofQueue = [
    dead,
    `QUEUE="$(aws sqs list-dead-letter-source-queues --region ${REGION} --queue-url "$DEAD" --query "queueUrls[0]" --output text)"`,
  ];
  const receive = `aws sqs receive-message --region ${REGION} --queue-url "$QUEUE" --visibility-timeout 0 --query "Messages[0].Body" --output text`;
  const waiting = (): string => type(stage, tree.steps[0]).stdout.trim();

  // A container that ends before it has deleted the message receives it again.
  const fails = (body: string) => [
    `aws sqs send-message --region ${REGION} --queue-url "$QUEUE" --message-body ${body} --query MessageId --output text`,
    ...Array.from({ length: RECEIVES + 1 }, () => receive),
  ];
  const down = type(stage, [...ofQueue, ...fails('a-good-letter')]);
  report(
    `${LETTERS}: a message that was received ${RECEIVES} times is put aside, and the first step counts it`,
    down.status === 0 && waiting() === '1',
    shown(down),
  );
  const log = type(stage, tree.steps[1]);
  report(`${LETTERS}: the second step shows the log of the service that receives`, log.status === 0, shown(log));
  const back = type(stage, tree.answers.get('the service, or something that it needs, was down'));
  const handled = type(stage, [...ofQueue, receive]);
  report(
    `${LETTERS}: the commands let the message be handled again, and none waits any more`,
    back.status === 0 &&
      handled.stdout.trim() === 'a-good-letter' &&
      type(stage, tree.steps.at(-1)).stdout.trim() === '0',
    shown(back) + shown(handled),
  );
  // The service has handled it.
  const done = type(stage, [...ofQueue, `aws sqs purge-queue --region ${REGION} --queue-url "$QUEUE"`]);
  const wrong = type(stage, [...ofQueue, ...fails('a-wrong-letter')]);
  report(
    `${LETTERS}: a message that the service cannot handle waits as well`,
    done.status === 0 && wrong.status === 0 && waiting() === '1',
    shown(done) + shown(wrong),
  );
  const deleted = type(stage, tree.answers.get('the service cannot handle this message'));
  const empty = type(stage, tree.steps.at(-1));
  report(
    `${LETTERS}: the commands show the message and delete it, and none waits any more`,
    deleted.status === 0 && deleted.stdout.includes('a-wrong-letter') && empty.stdout.trim() === '0',
    shown(deleted) + shown(empty),
  );
}

/** The task fails in a release; the answer shows its lines and retries the stage; the mended release is green. */
export async function followsTheTree(stage: Stage): Promise<void> {
  const { world, images } = stage;
  const { emulator } = world;
  const tree = treeOf(stage, TITLE);

  const before = running(stage);
  await emulator.endTask({ family: FAMILY, exitCode: 5, lines: ['lock wait timeout exceeded'] });
  const failed = await release(stage, 'followed', left(images[3], 'an image'));
  const place = { account: ACCOUNT, region: REGION, pipeline: stage.pipeline.name };
  const ids = { pipelineExecutionId: 'followed', actionExecutionId: 'followed', startTime: Date.now() / 1000 };
  const action = (status: string) => ({ ...ids, stageName: 'Deploy', actionName: 'Deploy', status });
  const runs = (status: string) => [{ pipelineExecutionId: 'followed', status, startTime: Date.now() / 1000 }];
  await emulator.executions({ ...place, details: [action('Failed')] });
  await emulator.executions({ ...place, runs: runs('Failed') });

  const read = type(stage, tree.steps[0]);
  report(`${TITLE}: the first step reads the log of the build`, read.status === 0, shown(read));
  const answer = left(tree.answers.get('has failed with exit code'), 'the answer of a task that has failed');
  report(
    `${TITLE}: its log names the answer`,
    /migrate has failed with exit code 5/.test(failed.output),
    failed.output,
  );
  const log = type(stage, answer.slice(0, 1));
  report(
    `${TITLE}: careplane logs shows the lines of the task`,
    log.status === 0 && log.stdout.includes('lock wait timeout exceeded'),
    shown(log),
  );
  const active = type(stage, tree.answers.get('has not ended within')?.slice(0, 1));
  report(
    `${TITLE}: no task of the family runs any more`,
    active.status === 0 && active.stdout.trim() === '',
    shown(active),
  );
  const retried = type(stage, answer.slice(1));
  const state = type(stage, tree.steps.at(-1));
  report(
    `${TITLE}: the commands retry the stage, and the service runs what it ran`,
    retried.status === 0 && state.stdout.includes('InProgress') && running(stage) === before,
    shown(retried) + shown(state),
  );
  await emulator.endTask({ family: FAMILY, exitCode: 0 });
  const mended = await release(stage, 'followed-again', left(images[3], 'an image'));
  await emulator.executions({ ...place, details: [action('Succeeded')] });
  const green = type(stage, tree.steps.at(-1));
  report(
    `${TITLE}: the retried release runs the image, and the stage is green`,
    mended.succeeded && running(stage) === images[3] && /Deploy\s+\|\s+Succeeded/.test(green.stdout),
    mended.output + shown(green),
  );
}

/** Type commands as a person with a terminal, until one fails. */
export function type({ scratch, world, env }: Stage, commands: readonly string[] = []): Ran {
  if (commands.length === 0) throw new Error('the chapter has no commands there');
  const programs = join(scratch, 'programs-of-reader');
  mkdirSync(programs, { recursive: true });
  const program = (name: string, text: string) => {
    writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(programs, name), 0o755);
  };
  // PyPI has version 1 of the AWS CLI, which reads a log group with another command.
  program(
    'aws',
    `if [ "$1 $2" = 'logs tail' ]; then exec "$AWS_CLI" logs filter-log-events --log-group-name "$3" "$4" "$5"; fi
# Version 1 has an address of its own for SQS.
if [ "$1" = sqs ]; then exec "$AWS_CLI" --endpoint-url "$AWS_ENDPOINT_URL" "$@"; fi
exec "$AWS_CLI" "$@"`,
  );
  program('npx', `shift\nexec "${process.execPath}" "${join(world.clone, 'apps/deploy/bin/careplane.js')}" "$@"`);
  return run('sh', ['-e', '-c', commands.join('\n')], {
    cwd: world.clone,
    env: {
      ...world.environment,
      AWS_CONFIG_FILE: env['AWS_CONFIG_FILE'],
      AWS_CLI: env['AWS_CLI'] ?? '',
      AWS_PAGER: '',
      PATH: `${programs}:/usr/bin:/bin`,
    },
  });
}

export function shown({ status, stdout, stderr }: Ran): string {
  return `exit ${status}\n${stdout}${stderr}`;
}
