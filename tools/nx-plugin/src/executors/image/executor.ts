import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { programEnd } from '@careplane/problems';
import type { ExecutorContext } from '@nx/devkit';
import { imageSettings } from '../image-settings';
import { commandsOf, probeOf, TOOLS } from './commands';
import type { Tool } from './commands';

/** What an image task is given; the words are in schema.json. */
export interface ImageOptions {
  readonly unit: string;
  readonly context: string;
  readonly service: string;
  readonly archive: string;
  readonly tool?: Tool;
  readonly pull?: boolean;
  readonly revision?: string;
  readonly exceptions?: string;
}

/** Build the image of a service, and write it to a file: what is scanned is then what was built, whatever runs meanwhile. */
export default async function image(options: ImageOptions, { root }: ExecutorContext): Promise<{ success: boolean }> {
  const problem = build(options, root);
  if (problem !== undefined) process.stderr.write(`${problem}\n`);
  return { success: problem === undefined };
}

/** Undefined if the image was built, otherwise the error and the fix. */
function build(options: ImageOptions, root: string): string | undefined {
  const { unit, context, service, archive, tool: wanted, exceptions } = options;
  const settings = imageSettings(root, service);
  const dockerfile = join(context, settings.dockerfile);
  if (!existsSync(join(root, dockerfile))) {
    return `There is no ${dockerfile}. Write one, or generate one: npx nx g @careplane/nx:app-pipeline`;
  }
  const tool = TOOLS.find((name) => (wanted === undefined || name === wanted) && isThere(name));
  if (tool === undefined) {
    return wanted === 'docker'
      ? 'docker is not installed, or its daemon does not answer ("docker version" shows which). Start docker, or choose --tool podman or buildah.'
      : `There is no ${wanted ?? 'docker with its daemon, no podman and no buildah'} on this machine. Install one of them.`;
  }
  // docker-archive refuses to write into a file that is there.
  rmSync(join(root, archive), { force: true });
  mkdirSync(dirname(join(root, archive)), { recursive: true });
  const order = {
    ...{ name: `${unit}:local`, dockerfile, context: join(context, settings.context), archive },
    ...(options.pull === undefined ? {} : { pull: options.pull }),
    ...(options.revision === undefined ? {} : { revision: options.revision }),
  };
  for (const args of commandsOf(tool, { ...order, platform: settings.platform })) {
    const ended = spawnSync(tool, args, { cwd: root, stdio: 'inherit', encoding: 'utf8' });
    if (ended.status !== 0)
      return `${tool} ${args[0]} ${programEnd(ended)}. Its output above has the reason: correct ${dockerfile} or what it names, and run the target again.`;
  }
  return exceptions === undefined ? undefined : copyExceptions(root, context, settings.exceptions, exceptions);
}

/** The exceptions are copied with the image, from the same commit. A missing file is an error. */
function copyExceptions(root: string, context: string, named: string | undefined, to: string): string | undefined {
  if (named === undefined) return undefined;
  const from = join(context, named);
  if (!existsSync(join(root, from)))
    return `The file ${from} does not exist, but image.exceptions in service.yaml names it.`;
  copyFileSync(join(root, from), join(root, to));
  return undefined;
}

function isThere(tool: Tool): boolean {
  return spawnSync(tool, probeOf(tool), { stdio: 'ignore' }).status === 0;
}
