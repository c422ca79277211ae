// A release runs the task before the deploy with the new image, and its failure stops the release.
import { setTimeout as pause } from 'node:timers/promises';
import { report } from '../harness';
import { FAMILY, release, running, STACK, tagged } from './stage';
import type { Stage } from './stage';

const image = ({ images }: Stage, index: number) => images[index] ?? '';

/** The first release into an environment without an image. */
export async function firstRelease(stage: Stage): Promise<void> {
  const { emulator } = stage.world;
  await emulator.endTask({ family: FAMILY, exitCode: 0, lines: ['creating table claims', 'done'] });
  const ran = await release(stage, 'first', image(stage, 0));
  const tasks = await emulator.tasks();
  report(
    'the first release: the task runs with the image, its log is in the build’s, and then the service gets the image',
    ran.succeeded &&
      tasks.length === 1 &&
      tasks[0]?.family === FAMILY &&
      tasks[0].image.endsWith(image(stage, 0)) &&
      ran.output.includes('migrate | creating table claims\nmigrate | done\nmigrate has ended with exit code 0.') &&
      running(stage) === image(stage, 0) &&
      tagged(stage) === image(stage, 0),
    `${ran.output}\n${JSON.stringify(tasks)} ${running(stage)} ${tagged(stage)}`,
  );
}

/** A failing task stops the release; a mended one lets it through. */
export async function failsAndIsMended(stage: Stage): Promise<void> {
  const { emulator } = stage.world;
  await emulator.endTask({ family: FAMILY, exitCode: 3, lines: ['no such column: payer'] });
  const failed = await release(stage, 'failing', image(stage, 1));
  report(
    'a failing task stops the release: its log and its exit code are shown, and the old image keeps running',
    !failed.succeeded &&
      failed.output.includes('migrate | no such column: payer') &&
      failed.output.includes('migrate has failed with exit code 3') &&
      running(stage) === image(stage, 0) &&
      tagged(stage) === image(stage, 0),
    failed.output,
  );
  const mended = await release(stage, 'mended', image(stage, 2));
  report(
    'a mended one goes through',
    mended.succeeded && running(stage) === image(stage, 2) && tagged(stage) === image(stage, 2),
    mended.output,
  );
  const missing = await release(stage, 'missing', `sha256:${'0'.repeat(64)}`);
  report(
    'a task whose image cannot be pulled never ran, and stops the release with the reason',
    !missing.succeeded &&
      /migrate never ran: CannotPullContainerError: .*not found/.test(missing.output) &&
      running(stage) === image(stage, 2),
    missing.output,
  );
}

/** Two releases at the same time: the second one waits for the task of the first. */
export async function neverTwoAtOnce(stage: Stage): Promise<void> {
  const { emulator } = stage.world;
  const before = (await emulator.tasks()).length;
  await emulator.endTask({ family: FAMILY, exitCode: 0, looks: 40 });
  const one = release(stage, 'one-of-two', image(stage, 3));
  for (let waited = 0; (await emulator.tasks()).length === before && waited < 300; waited += 1) await pause(200);
  const other = await release(stage, 'other-of-two', image(stage, 4));
  const first = await one;
  const tasks = (await emulator.tasks()).slice(before);
  report(
    'two releases at once: the tasks run one after the other, and the newer image runs in the end',
    other.succeeded &&
      other.output.includes('which another release has started') &&
      tasks.length === 2 &&
      tasks.every(({ besides }) => besides.length === 0) &&
      running(stage) === image(stage, 4),
    `${first.output}\n----\n${other.output}\n${JSON.stringify(tasks)}`,
  );
}

/** A release of an earlier commit does not run the task, and `careplane rollback` starts such a release. */
export async function goesBack(stage: Stage): Promise<void> {
  const { emulator } = stage.world;
  const before = (await emulator.tasks()).length;
  const back = await release(stage, 'back', image(stage, 0), { BEFORE_DEPLOY: 'skip' });
  report(
    'a release without the task: none is started, and the earlier image runs',
    back.succeeded &&
      back.output.includes('migrate is not run') &&
      (await emulator.tasks()).length === before &&
      running(stage) === image(stage, 0),
    back.output,
  );
}

/** What the role that starts the task was allowed, and what it called. */
export async function leastPrivilege(stage: Stage): Promise<void> {
  const calls = await stage.world.emulator.calls();
  const own = calls.filter(({ role }) => role.includes('/run-before-deploy-'));
  const actions = [...new Set(own.map(({ action }) => action))].sort();
  report(
    `the role that starts the task calls what its policy allows, and nothing else: ${actions.join(', ')}`,
    JSON.stringify(actions) ===
      JSON.stringify([
        'ecs:DescribeTasks',
        'ecs:ListTasks',
        'ecs:RunTask',
        'ecs:TagResource',
        'iam:PassRole',
        'logs:GetLogEvents',
      ]),
    JSON.stringify(actions),
  );
  const stacks = await stage.world.stacks();
  report('the stack is as it was left: UPDATE_COMPLETE', stacks[STACK] === 'UPDATE_COMPLETE', stacks[STACK] ?? '');
}
