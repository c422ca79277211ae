// The AWS CLI waits 15 or 30 seconds between two looks. A stack of the emulator takes no longer than one.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../machine';

/**
 * Waiters of CloudFormation and ECS that look every second.
 *
 * @param commands folder with the AWS CLI, from `getAwsCli`
 * @param folder to write them to
 * @returns the value of AWS_DATA_PATH
 */
export function impatientWaiters(commands: string, folder: string): string {
  const place = run(join(commands, 'python3'), ['-c', 'import awscli; print(awscli.__path__[0])']).stdout.trim();
  for (const service of ['cloudformation/2010-05-15', 'ecs/2014-11-13']) {
    const model = JSON.parse(readFileSync(join(place, 'botocore/data', service, 'waiters-2.json'), 'utf8')) as {
      waiters: Record<string, { delay: number }>;
    };
    for (const waiter of Object.values(model.waiters)) waiter.delay = 1;
    mkdirSync(join(folder, service), { recursive: true });
    writeFileSync(join(folder, service, 'waiters-2.json'), JSON.stringify(model));
  }
  return folder;
}
