import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** Undefined when it is built, else what went wrong and what to do. */
function build(options: ImageOptions, root: string): string | undefined {
  const { unit, context, service, archive, tool: wanted, exceptions } = options;
  const settings = imageSettings(root, service);
  const dockerfile = join(context, settings.dockerfile);
  if (!existsSync(join(root, dockerfile))) {
    return `There is no ${dockerfile}. Write one; nx g @careplane/nx:app-pipeline shows how.`;
  }
  const tool = TOOLS.find((name) => (wanted === undefined || name === wanted) && isThere(name));
  if (tool === undefined) {
    return wanted === 'docker'
      ? 'docker is not there, or its daemon does not answer; "docker version" says which. Start it, or choose --tool podman or buildah.'
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
    const { status } = spawnSync(tool, args, { cwd: root, stdio: 'inherit' });
    if (status !== 0) return `${tool} ${args[0]} ended with ${status ?? 'a signal'}; what it said is above.`;
  }
  return exceptions === undefined ? undefined : copyExceptions(root, context, settings.exceptions, exceptions);
}

/** The exceptions go with the image, from the same commit; a file that is named and missing is no exception at all. */
function copyExceptions(root: string, context: string, named: string | undefined, to: string): string | undefined {
  if (named === undefined) return undefined;
  const from = join(context, named);
  if (!existsSync(join(root, from))) return `There is no ${from}, which image.exceptions in service.yaml names.`;
  copyFileSync(join(root, from), join(root, to));
  return undefined;
}

function isThere(tool: Tool): boolean {
  return spawnSync(tool, probeOf(tool), { stdio: 'ignore' }).status === 0;
}
