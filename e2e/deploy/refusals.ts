// What is refused before anything is prepared, each with the next command.
import { report } from '../harness';
import type { Ran } from '../machine';
import { mustSucceed, REGION } from './world';
import type { World } from './world';

const OTHER_ACCOUNT = '999988887777';

/** No credentials, those of another account, and an account that CDK has not been bootstrapped in. */
export async function refusesToStart(world: World): Promise<void> {
  world.synth();
  const bare = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
  const anonymous = world.careplane(world.deployArguments(), bare);
  await refused(world, 'deploy without credentials', anonymous, [/No AWS credentials/, /aws sso login/]);

  const stranger = world.careplane(world.deployArguments(), world.emulator.environment(OTHER_ACCOUNT, REGION));
  await refused(world, 'deploy with credentials of another account', stranger, [
    new RegExp(OTHER_ACCOUNT),
    /111122223333/,
    /Nothing was prepared/,
  ]);

  const early = world.deploy();
  await refused(world, 'deploy into an account without CDK’s bootstrap', early, [
    /111122223333 us-east-2: missing, version 21 is required/,
    /careplane bootstrap .*medmo/,
  ]);
  const first = mustSucceed(world.bootstrap('--json'));
  const again = mustSucceed(world.bootstrap('--json'));
  report(
    'bootstrap: the access stack with its roles, and nothing to change the second time',
    (JSON.parse(first.stdout) as { changes: unknown[] }).changes.length > 20 &&
      (JSON.parse(again.stdout) as { outcome: string }).outcome === 'unchanged',
    `${first.stderr}${again.stderr}`,
  );
}

async function refused(
  world: World,
  name: string,
  { status, stdout, stderr }: Ran,
  sentences: readonly RegExp[],
): Promise<void> {
  const stacks = Object.keys(await world.stacks()).filter((stack) => stack.startsWith('medmo'));
  const made = await world.asked('CreateChangeSet');
  const good =
    status === 2 &&
    stacks.length === 0 &&
    made === 0 &&
    sentences.every((sentence) => sentence.test(stderr)) &&
    !/^\s+at /m.test(stderr);
  report(
    `${name}: refused with the way out, and nothing prepared`,
    good,
    `exit ${status}, ${made} change sets\n${stdout}${stderr}`,
  );
}
