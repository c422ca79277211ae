// A second platform in an account whose baseline another platform has: it is refused before anything is prepared, or it shares.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../harness';
import { mustSucceed } from './world';
import type { World } from './world';

const FOLDER = 'apps/second';
/** The scope of the baseline, from files that no commit has. */
const SHARED = ['--env', 'shared', '--allow-dirty', 'a platform of this test alone'];

export async function secondPlatform(world: World): Promise<void> {
  const folder = join(world.clone, FOLDER);
  const assembly = join(world.scratch, 'second');
  cpSync(join(world.clone, 'apps/medmo'), folder, { recursive: true });
  const file = join(folder, 'platform.yaml');
  const medmo = readFileSync(file, 'utf8').replace('name: medmo\n', 'name: second\n');
  /** Write the platform with this baseline, and its assemblies. */
  const withBaseline = (baseline: string): void => {
    writeFileSync(file, medmo.replace('governance:\n', `governance:\n  baseline: ${baseline}\n`));
    rmSync(assembly, { recursive: true, force: true });
    mustSucceed(world.careplane(['synth', FOLDER, '--out', assembly]));
  };
  try {
    withBaseline('own');
    const before = await world.asked('CreateChangeSet');
    const deploy = ['deploy', FOLDER, '--assembly', assembly, '--unit', 'second-baseline', '--yes', ...SHARED];
    const own = world.careplane(deploy);
    const made = (await world.asked('CreateChangeSet')) - before;
    const stacks = Object.keys(await world.stacks()).filter((name) => name.startsWith('second'));
    report(
      'a second baseline in the account is refused with its owner and the line to write, and nothing is prepared',
      own.status === 2 &&
        /the platform medmo has the baseline.*governance: \{ baseline: medmo \}/s.test(own.stderr) &&
        made + stacks.length === 0,
      `exit ${own.status}, ${made} change sets, ${stacks.join()}\n${own.stdout}${own.stderr}`,
    );
    const diff = ['diff', FOLDER, '--assembly', assembly, '--env', 'shared'];
    withBaseline('medmo');
    const shared = world.careplane(diff);
    report(
      'the platform that shares the baseline of medmo has none of its own, and is planned',
      [0, 1].includes(shared.status ?? -1) && !/second-baseline/.test(shared.stdout),
      `exit ${shared.status}\n${shared.stdout}${shared.stderr}`,
    );
    withBaseline('zenith');
    const mistyped = world.careplane(diff);
    report(
      'a baseline of a platform that has none is refused with the one that there is',
      mistyped.status === 2 && /Write governance: \{ baseline: medmo \}/.test(mistyped.stderr),
      `exit ${mistyped.status}\n${mistyped.stdout}${mistyped.stderr}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
