import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { programEnd, replaceFile } from '@careplane/problems';
import type { ExecutorContext } from '@nx/devkit';
import { batchBuildspec } from './batch-buildspec';
import { mistakesIn } from './mistakes';

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
export default async function fanOut(options: FanOutOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  const { root, projectsConfigurations } = context;
  const { platform, out, base, head, env, builds } = options;
  const targets = options.targets.split(/[ ,]+/).filter((target) => target !== '');
  const mistakes = mistakesIn({ targets, builds, env }, projectsConfigurations.projects[platform]?.targets ?? {});
  if (mistakes.length > 0) {
    process.stderr.write(`${mistakes.join('\n')}\n`);
    return { success: false };
  }
  const range = [`--base=${base}`, `--head=${head}`];
  const args = ['show', 'projects', '--affected', ...range, `--projects=tag:platform:${platform}`, '--json'];
  const asked = spawnSync(process.execPath, [require.resolve('nx/bin/nx.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
    // A graph of its own: the daemon of the outer Nx may be busy with this very task.
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  if (asked.status !== 0) {
    process.stderr.write(
      `The affected units are not known: nx show projects ${programEnd(asked)}. Check --base and --head (git fetch gets a commit that is not here). To see all that it prints, run: npx nx ${args.join(' ')}\n`,
    );
    return { success: false };
  }
  const units = JSON.parse(asked.stdout) as string[];
  const batch = {
    platform,
    units,
    targets,
    builds,
    ...(env === undefined ? {} : { environment: env }),
  };
  const file = join(root, out);
  mkdirSync(dirname(file), { recursive: true });
  replaceFile(file, `${JSON.stringify(batchBuildspec(batch), null, 2)}\n`);
  process.stdout.write(
    units.length === 0
      ? `Nothing of ${platform} has changed since ${base}: there is no batch to start.\n`
      : `${units.length} units, written to ${out}. Next, with a CodeBuild project that may run batches:
aws codebuild start-build-batch --project-name NAME --source-version "$(git rev-parse ${head})" --buildspec-override file://${out}\n`,
  );
  return { success: true };
}
