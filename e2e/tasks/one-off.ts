// careplane run: a person starts a task of a service with the deployed image.
import { report } from '../harness';
import { ENVIRONMENT, STACK } from './stage';
import type { Stage } from './stage';

const FOLDER = 'apps/medmo/api';

/** Before the service has an image, and for names that are none. */
export function refusesToRun({ world }: Stage): void {
  const run = (task: string, env = ENVIRONMENT) => world.careplane(['run', FOLDER, task, '--env', env]);
  const [early, before, unknown, nowhere] = [
    run('import-codes'),
    run('migrate'),
    run('import-code'),
    run('import-codes', 'test'),
  ];
  report(
    'careplane run: refused without an image, for the task of a release, an unknown task and an unknown environment',
    [early, before, unknown, nowhere].every(({ status }) => status === 2) &&
      early.stderr.includes('the service has no image there yet') &&
      before.stderr.includes('The releases of api run the task migrate') &&
      unknown.stderr.includes('Did you mean import-codes?') &&
      nowhere.stderr.includes('test'),
    [early, before, unknown, nowhere].map(({ stderr }) => stderr).join('\n'),
  );
}

/** A task that succeeds, one that fails, and one whose image is gone. */
export async function runs({ world }: Stage): Promise<void> {
  const run = () => world.careplane(['run', FOLDER, 'import-codes', '--env', ENVIRONMENT]);
  const before = (await world.emulator.tasks()).length;
  await world.emulator.endTask({ family: STACK, exitCode: 0, lines: ['74,044 codes', 'done'] });
  const good = run();
  await world.emulator.endTask({ family: STACK, exitCode: 4, lines: ['no file'] });
  const bad = run();
  const tasks = (await world.emulator.tasks()).slice(before);
  const [service] = world.look().services.filter(({ name }) => name.includes(`${STACK}-`));
  report(
    'careplane run: the log on standard output, and exit code 0 when the task ends with 0',
    good.status === 0 && good.stdout === '74,044 codes\ndone\n' && good.stderr.includes('ended with exit code 0'),
    good.stdout + good.stderr,
  );
  report(
    'careplane run: exit code 1 with the task’s own exit code when it fails',
    bad.status === 1 && bad.stdout === 'no file\n' && bad.stderr.includes('failed with exit code 4'),
    bad.stdout + bad.stderr,
  );
  report(
    'careplane run: both had the image that the service runs',
    tasks.length === 2 && tasks.every(({ image }) => image === service?.images[0]),
    JSON.stringify([tasks, service]),
  );
}
