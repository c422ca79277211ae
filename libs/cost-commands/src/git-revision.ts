import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { BadInput, LOCAL_PROGRAM_TIMEOUT_MS, refuseUnreadRepository, ToolFailed } from '@careplane/command-line';
import { failureReason, programEnd } from '@careplane/problems';

/**
 * Do something with a path as of a git revision: checked out into a worktree that is gone afterwards. Neither
 * the working tree nor the index is touched.
 *
 * @throws BadInput when there is no such revision, or the path is not in it
 */
export async function atRevision<T>(revision: string, path: string, run: (path: string) => Promise<T>): Promise<T> {
  const place = realpathSync(existsSync(path) ? path : '.');
  const folder = existsSync(path) ? place : realpathSync('.');
  const root = git(folder, ['rev-parse', '--show-toplevel']);
  if (root === undefined) {
    refuseUnreadRepository(spawnableFolder(folder));
    throw new BadInput(
      `${path} is not in a git repository, so there is no revision ${revision} of it. Compare two files or folders instead: careplane-cost diff <before> <after>`,
    );
  }
  const commit = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (commit === undefined) {
    throw new BadInput(
      `${revision} is not a revision of ${root}. Fetch it first (git fetch), or name another: git log --oneline`,
    );
  }
  const parent = mkdtempSync(join(tmpdir(), 'careplane-cost-'));
  const tree = join(parent, 'tree');
  try {
    const added = runGit(root, ['worktree', 'add', '--detach', '--quiet', tree, commit]);
    if (added.status !== 0) {
      throw new ToolFailed(
        `git could not check out ${revision}: ${failureReason(added.stderr) ?? programEnd(added)}. Correct that, or compare two assemblies. To see all that it prints, run: git worktree add --detach <folder> ${revision}`,
      );
    }
    const inside = join(tree, relative(realpathSync(root), resolve(existsSync(path) ? place : path)));
    if (!existsSync(inside)) throw new BadInput(`${path} is not in ${revision}. Give a path that both revisions have.`);
    return await run(inside);
  } finally {
    git(root, ['worktree', 'remove', '--force', tree]);
    rmSync(parent, { recursive: true, force: true });
  }
}

/** What git prints; undefined when it refuses. */
function git(folder: string, args: readonly string[]): string | undefined {
  const { status, stdout } = runGit(folder, args);
  return status === 0 ? stdout.trim() : undefined;
}

/** @throws ToolFailed when git cannot be run at all */
function runGit(folder: string, args: readonly string[]) {
  // A hook or alias must not run: no one asked for it.
  const safe = ['-c', 'core.hooksPath=/dev/null', '-c', 'advice.detachedHead=false'];
  const ended = spawnSync('git', [...safe, ...args], {
    cwd: spawnableFolder(folder),
    encoding: 'utf8',
    timeout: LOCAL_PROGRAM_TIMEOUT_MS,
  });
  if (ended.error !== undefined)
    throw new ToolFailed(`git ${programEnd(ended)}. Install git, or compare two assemblies.`);
  return ended;
}

function spawnableFolder(path: string): string {
  return existsSync(join(path, '.')) && !/\.(json|ya?ml|template)$/i.test(path) ? path : join(path, '..');
}
