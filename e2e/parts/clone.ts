// A clone of what is committed, with the packages that are installed here: its own sources, and no download.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../machine';
import type { Env, Ran } from '../machine';

/** Runs a command in a folder. */
export type RunIn = (command: string, args: readonly string[], env?: Env) => Ran;

/**
 * @param place folder that becomes the clone
 * @returns a function that runs a command in it, without what an outer Nx or AWS says in the environment
 */
export function cloneWithPackages(place: string): RunIn {
  must(run('git', ['clone', '--quiet', root, place]));
  const modules = join(place, 'node_modules');
  // Hard links where the file system has them. Links between our own packages are relative, and lead into the clone.
  if (run('cp', ['-al', join(root, 'node_modules'), modules]).status !== 0) {
    rmSync(modules, { recursive: true, force: true });
    must(run('cp', ['-a', join(root, 'node_modules'), modules]));
  }
  if (!existsSync(join(modules, '@careplane/nx'))) throw new Error('the packages are not installed: run npm ci');
  const outer = Object.keys(process.env).filter((name) => /^(NX_|AWS_|npm_|CAREPLANE_)/i.test(name));
  const own = {
    ...Object.fromEntries(outer.map((name) => [name, undefined])),
    NX_DAEMON: 'false',
    NX_ISOLATE_PLUGINS: 'false',
    NX_CACHE_DIRECTORY: `${place}.nx/cache`,
    NX_WORKSPACE_DATA_DIRECTORY: `${place}.nx/workspace-data`,
    GIT_AUTHOR_NAME: 'Careplane',
    GIT_AUTHOR_EMAIL: 'careplane@example.com',
    GIT_COMMITTER_NAME: 'Careplane',
    GIT_COMMITTER_EMAIL: 'careplane@example.com',
    CI: 'true',
    NO_COLOR: '1',
  };
  return (command, args, env = {}) => run(command, args, { cwd: place, env: { ...own, ...env } });
}

function must({ status, stderr }: Ran): void {
  if (status !== 0) throw new Error(stderr);
}
