import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { parse } from 'yaml';
import { commandsOf, TOOLS } from './commands';
import type { Tool } from './commands';

/** What an image task is given; the words are in schema.json. */
export interface ImageOptions {
  readonly unit: string;
  readonly context: string;
  readonly service: string;
  readonly archive: string;
  readonly tool?: Tool;
}

/** Build the image of a service, and write it to a file: what is scanned is then what was built, whatever runs meanwhile. */
export default async function image(options: ImageOptions, { root }: ExecutorContext): Promise<{ success: boolean }> {
  const problem = build(options, root);
  if (problem !== undefined) process.stderr.write(`${problem}\n`);
  return { success: problem === undefined };
}

/** Undefined when it is built, else what went wrong and what to do. */
function build({ unit, context, service, archive, tool: wanted }: ImageOptions, root: string): string | undefined {
  if (!existsSync(join(root, context, 'Dockerfile'))) {
    return `${context} has no Dockerfile. Write one there; nx g @careplane/nx:app-pipeline shows how.`;
  }
  const tool = TOOLS.find((name) => (wanted === undefined || name === wanted) && isThere(name));
  if (tool === undefined)
    return `There is no ${wanted ?? 'docker, podman or buildah'} on the PATH. Install one of them.`;
  // docker-archive refuses to write into a file that is there.
  rmSync(join(root, archive), { force: true });
  mkdirSync(dirname(join(root, archive)), { recursive: true });
  const name = `${unit}:local`;
  for (const args of commandsOf(tool, { name, context, archive, platform: platformOf(join(root, service)) })) {
    const { status } = spawnSync(tool, args, { cwd: root, stdio: 'inherit' });
    if (status !== 0) return `${tool} ${args[0]} ended with ${status ?? 'a signal'}; what it said is above.`;
  }
  return undefined;
}

function isThere(tool: Tool): boolean {
  return spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** What the tasks run on; a file that cannot be read is `synth`'s to complain about. */
function platformOf(serviceFile: string): 'linux/amd64' | 'linux/arm64' {
  const service = parse(readFileSync(serviceFile, 'utf8')) as { architecture?: string } | null;
  return service?.architecture === 'arm64' ? 'linux/arm64' : 'linux/amd64';
}
