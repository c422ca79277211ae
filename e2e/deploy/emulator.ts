// The emulator itself: its own tests, and what it did not make.
import { join } from 'node:path';
import { report } from '../harness';
import { root, run } from '../machine';
import type { World } from './world';

/** The emulator's tests, in a process of their own. */
export function emulatorTests({ python }: World): void {
  const args = ['-m', 'unittest', 'discover', '--start-directory', 'tests', '--top-level-directory', '.'];
  const env = { PYTHONDONTWRITEBYTECODE: '1' };
  const ran = run(python, args, { cwd: join(root, 'tools/emulator'), env });
  const count = /Ran (\d+) tests/.exec(ran.stderr)?.[1];
  report(
    `the emulator’s own ${count ?? ''} tests: faults, rollbacks, change sets, types`,
    ran.status === 0 && Number(count) > 0,
    ran.stderr,
  );
}

/** By name, what was only written down: a reader of the report knows what the green lines above do not say. */
export async function unmodelled({ emulator }: World): Promise<void> {
  const { noOps, standIns, ignoredProperties, tagChanges, failed } = await emulator.report();
  const creations = noOps.filter(({ action }) => action === 'create');
  for (const { type, count } of creations) console.log(`    not made, only written down: ${type}, ${count} times`);
  for (const { type, what, count } of standIns) console.log(`    made differently: ${type}, ${count} times: ${what}`);
  for (const { type, property } of ignoredProperties) console.log(`    not looked at: ${property} of ${type}`);
  console.log(`    not looked at: changes of tags, of ${Object.keys(tagChanges).length} types`);
  const unexpected = failed.filter(({ reason }) => !reason.includes('for testing'));
  report(
    'no resource failed but those that were to fail',
    unexpected.length === 0,
    JSON.stringify(unexpected, null, 1),
  );
  const log = emulator.log();
  report('the emulator itself had no error', !log.includes('Traceback'), log);
}
