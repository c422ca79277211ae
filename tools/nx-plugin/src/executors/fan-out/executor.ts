import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { batchBuildspec } from './batch-buildspec';

/** What a fan-out task is given; the words are in schema.json. */
export interface FanOutOptions {
  readonly platform: string;
  readonly out: string;
  readonly base: string;
  readonly head: string;
  readonly env?: string;
  readonly targets: string;
  readonly builds: number;
}

/** Ask Nx for the affected units of a platform, and write the buildspec that runs their targets on several machines. */
export default async function fanOut(options: FanOutOptions, { root }: ExecutorContext): Promise<{ success: boolean }> {
  const { platform, out, base, head, env, targets, builds } = options;
  const range = [`--base=${base}`, `--head=${head}`];
  const args = ['show', 'projects', '--affected', ...range, `--projects=tag:platform:${platform}`, '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [require.resolve('nx/bin/nx.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
    // A graph of its own: the daemon of the outer Nx may be busy with this very task.
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  if (status !== 0) {
    process.stderr.write(`${stderr}nx ${args.join(' ')} ended with ${status ?? 'a signal'}.\n`);
    return { success: false };
  }
  const units = JSON.parse(stdout) as string[];
  const batch = {
    platform,
    units,
    targets: targets.split(/[ ,]+/),
    builds,
    ...(env === undefined ? {} : { environment: env }),
  };
  const file = join(root, out);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(batchBuildspec(batch), null, 2)}\n`);
  process.stdout.write(
    units.length === 0
      ? `Nothing of ${platform} has changed since ${base}: there is no batch to start.\n`
      : `${units.length} units, written to ${out}. Next: aws codebuild start-build-batch --buildspec-override file://${out}\n`,
  );
  return { success: true };
}
