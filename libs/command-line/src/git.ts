import { spawnSync } from 'node:child_process';
import { LOCAL_PROGRAM_TIMEOUT_MS } from './bounds';

/** Output of a git command in a folder, without the last line break; undefined when it failed. */
export function git(folder: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    input: '',
    maxBuffer: 2 ** 28,
    timeout: LOCAL_PROGRAM_TIMEOUT_MS,
  });
  return status === 0 ? stdout.replace(/\n$/, '') : undefined;
}

/** The commit of a folder’s sources. Files that differ from the commit are part of its name: a page that is signed says so. */
export function sourceRevision(directory: string): { readonly revision?: string } {
  const head = git(directory, 'rev-parse', '--verify', 'HEAD^{commit}');
  if (head === undefined) return {};
  const changed = git(directory, 'status', '--porcelain', '--', '.') ?? '';
  return { revision: changed === '' ? head : `${head} with uncommitted changes` };
}
