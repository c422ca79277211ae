import { folderWith } from '@careplane/platform/testing';
import type { DeploymentStatus } from './deployment-status';
import type { LedgerRecord } from './ledger';
import { commitsAfter, refuseOlder } from './older';
import { git } from '@careplane/command-line';

const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const sources = { revision: OLD, changed: [] };

function statusOf(revision: string | undefined, same = false): DeploymentStatus {
  const record = { revision, at: '2026-11-25T02:00:00Z', by: 'dev' } as LedgerRecord;
  const opened = { unit: 'medmo-api', environment: 'staging' } as DeploymentStatus['opened'];
  return { opened, record: revision === undefined ? undefined : record, same };
}

describe('an older commit over a newer one', () => {
  it('is refused, with who deployed the newer one, and how to take a change back', () => {
    expect(() => refuseOlder([statusOf(NEW)], sources, (revision) => revision === NEW, false)).toThrow(
      `aaaaaaaaaaaa is older than what is deployed. Nothing was prepared.
  medmo-api/staging runs bbbbbbbbbbbb, deployed 2026-11-25 02:00 by dev
Deploy the newer commit or a commit after it; to take a change back, git revert makes such a commit. Or give --allow-older.`,
    );
  });

  it.each<[string, DeploymentStatus, boolean | undefined, boolean]>([
    ['with --allow-older', statusOf(NEW), true, true],
    ['where the repository does not know', statusOf(NEW), undefined, false],
    ['where nothing is left to do', statusOf(NEW, true), true, false],
    ['where nothing is deployed', statusOf(undefined), true, false],
    ['of another branch', statusOf(NEW), false, false],
  ])('is not refused %s', (_, status, after, allowed) => {
    expect(() => refuseOlder([status], sources, () => after, allowed)).not.toThrow();
  });

  it('is found by git, which is not asked where the commit was given', () => {
    const folder = folderWith();
    const commit = (message: string) => {
      git(folder, '-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '-q', '--allow-empty', '-m', message);
      return git(folder, 'rev-parse', 'HEAD') ?? '';
    };
    git(folder, 'init', '-q');
    const [first, second] = [commit('one'), commit('two')];
    const from = (revision: string) => commitsAfter(folder, { revision, changed: [] });
    const answers = [from(first)(second), from(first)(first), from(second)(first), from(first)(OLD), from(first)('-x')];
    expect(answers).toEqual([true, false, false, undefined, undefined]);
    expect(commitsAfter(folder, { revision: first, changed: [], given: true })(second)).toBeUndefined();
  });
});
