import { spawnSync } from 'node:child_process';
import { failureReason, programEnd, shellWord } from '@careplane/problems';
import { LOCAL_PROGRAM_TIMEOUT_MS } from './bounds';
import { ToolFailed } from './outcome';

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

/** Why git gives no answer about a folder, and what to do. */
export interface GitRefusal {
  readonly why: string;
  /** A command that mends it, or that shows more. */
  readonly fix: string;
}

/**
 * Why git does not read a repository that is there: another owner, broken settings. What git says then looks like a folder without a
 * commit to whoever only sees that it failed.
 *
 * @returns undefined where git reads the repository, and where there is no repository or no git
 */
export function gitRefusal(folder: string): GitRefusal | undefined {
  const asked = spawnSync('git', ['-C', folder, 'rev-parse', '--git-dir'], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    timeout: LOCAL_PROGRAM_TIMEOUT_MS,
  });
  if (asked.status === 0 || (asked.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return undefined;
  const reason = failureReason(asked.stderr) ?? programEnd(asked);
  if (/not a git repository/.test(reason)) return undefined;
  const owned = /safe\.directory (\S.*)/.exec(asked.stderr)?.[0];
  const fix = owned === undefined ? `git -C ${shellWord(folder)} status` : `git config --global --add ${owned}`;
  return { why: reason.replace(/^fatal: /, ''), fix };
}

/**
 * Stop where git does not read a repository that is there.
 *
 * @throws ToolFailed with git's reason and the next command
 */
export function refuseUnreadRepository(folder: string): void {
  const refused = gitRefusal(folder);
  if (refused === undefined) return;
  const { why, fix } = refused;
  const advice = fix.includes('safe.directory')
    ? 'If you trust the files there, run'
    : 'To see all that it prints, run';
  throw new ToolFailed(`git does not read the repository of ${folder}: ${why}. ${advice}: ${fix}`);
}

/** The commit of a folder’s sources. Files that differ from the commit are part of its name: a page that is signed says so. */
export function sourceRevision(directory: string): { readonly revision?: string } {
  const head = git(directory, 'rev-parse', '--verify', 'HEAD^{commit}');
  if (head === undefined) return {};
  const changed = git(directory, 'status', '--porcelain', '--', '.') ?? '';
  return { revision: changed === '' ? head : `${head} with uncommitted changes` };
}
