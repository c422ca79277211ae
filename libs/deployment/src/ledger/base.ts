import { git, refuseUnreadRepository } from '@careplane/command-line';
import { unitEnvironmentKey } from '@careplane/platform/unit-environments';
import type { UnitEnvironment } from '@careplane/platform/unit-environments';
import type { LedgerRecord } from './ledger';

/** Where `nx affected` should begin to look for changes. */
export interface Base {
  /** A commit; or the empty tree, against which everything is a change. */
  readonly revision: string;
  readonly everything: boolean;
  /** Sentences: how it was found, or why everything is taken. */
  readonly why: readonly string[];
}

/** The questions that are put to git; a test answers them without a repository. */
export interface History {
  /** Whether a commit is here and comes before, or is, the one that is checked out. */
  isAncestor(revision: string): boolean;
  /** The youngest commit that comes before all of these; undefined when there is none. */
  commonAncestor(revisions: readonly string[]): string | undefined;
  /** Files that differ between a commit and what is checked out, as `nx affected` finds them. */
  changedSince(revision: string): readonly string[];
  /** Whether older history was left out when the repository was cloned. */
  readonly shallow: boolean;
  readonly emptyTree: string;
}

/**
 * The base for `nx affected`: the oldest revision that is deployed. What failed to be deployed stays in the ledger with its
 * old revision, and so comes round again, however many commits later.
 *
 * Whatever is not known for certain means everything: a unit that was never deployed, a revision that is not in this
 * history, files that no commit had.
 */
export function baseOf(
  unitEnvironments: readonly UnitEnvironment[],
  ledger: ReadonlyMap<string, LedgerRecord>,
  history: History,
): Base {
  const doubts = unitEnvironments.flatMap((unitEnvironment) => {
    const doubt = doubtOf(ledger.get(unitEnvironmentKey(unitEnvironment)), history);
    return doubt === undefined ? [] : [`${unitEnvironmentKey(unitEnvironment)} ${doubt}`];
  });
  const everything = (why: readonly string[]): Base => ({
    revision: history.emptyTree,
    everything: true,
    why: [...why, 'All units count as affected; the deploy skips those that are already deployed.'],
  });
  if (doubts.length > 0) {
    const shallow = history.shallow
      ? ['This clone is shallow and lacks older commits. To fetch them: git fetch --unshallow']
      : [];
    return everything([...doubts, ...shallow]);
  }
  const revisions = [
    ...new Set(
      unitEnvironments.map((unitEnvironment) => ledger.get(unitEnvironmentKey(unitEnvironment))?.revision ?? ''),
    ),
  ];
  const revision = revisions.length === 1 ? revisions[0] : history.commonAncestor(revisions);
  if (revision === undefined) return everything(['The deployed revisions have no commit in common.']);
  const back = takenBack(revision, revisions, history);
  if (back !== undefined) return everything([back]);
  const oldest = unitEnvironments
    .filter((unitEnvironment) => ledger.get(unitEnvironmentKey(unitEnvironment))?.revision === revision)
    .map(unitEnvironmentKey);
  const whose =
    oldest.length === 0
      ? 'is an ancestor of all deployed revisions'
      : `is the deployed revision of ${oldest.join(', ')}`;
  return { revision, everything: false, why: [`${revision.slice(0, 12)} ${whose}.`] };
}

/**
 * What a unit was deployed with and has been taken back since: compared with an older base, nothing has changed, and the
 * unit would keep resources that are no longer wanted.
 */
function takenBack(base: string, revisions: readonly string[], history: History): string | undefined {
  const seen = new Set(history.changedSince(base));
  for (const revision of revisions.filter((each) => each !== base)) {
    const unseen = history.changedSince(revision).filter((file) => !seen.has(file));
    if (unseen.length === 0) continue;
    const more = unseen.length === 1 ? '' : ` and ${unseen.length - 1} more`;
    return `Files differ from the deployed revision ${revision.slice(0, 12)}, but not from ${base.slice(0, 12)}, the oldest deployed one: ${unseen[0]}${more}. A comparison with that base would miss them.`;
  }
  return undefined;
}

/** Why a record cannot say where to look for changes from, to follow the name of its unit in an environment; undefined when it can. */
export function doubtOf(record: LedgerRecord | undefined, history: History): string | undefined {
  if (record === undefined) return 'has no record in the ledger.';
  if (record.revision === '') return 'was not deployed from a commit.';
  const short = record.revision.slice(0, 12);
  if (record.dirty) return `was deployed from ${short} with uncommitted files.`;
  if (!history.isAncestor(record.revision))
    return `was deployed from ${short}, which is not in the history of the current commit.`;
  return undefined;
}

/**
 * The repository that a folder lies in; undefined when there is none, or no commit in it.
 *
 * @throws ToolFailed when there is a repository that git refuses to read
 */
export function historyOf(folder: string): History | undefined {
  if (git(folder, 'rev-parse', '--verify', 'HEAD^{commit}') === undefined) {
    refuseUnreadRepository(folder);
    return undefined;
  }
  // Hundreds of units share a few revisions, and each answer takes a process of git.
  const ancestors = new Map<string, boolean>();
  const askGit = (revision: string) => git(folder, 'merge-base', '--is-ancestor', revision, 'HEAD') !== undefined;
  return {
    isAncestor: (revision) => {
      if (!/^[0-9a-f]{40,64}$/.test(revision)) return false;
      const known = ancestors.get(revision) ?? askGit(revision);
      ancestors.set(revision, known);
      return known;
    },
    commonAncestor: (revisions) => git(folder, 'merge-base', '--octopus', ...revisions),
    // Without renames: both names count.
    changedSince: (revision) =>
      (git(folder, 'diff', '--name-only', '--no-renames', '--no-relative', '-z', revision, 'HEAD') ?? '')
        .split('\0')
        .filter((file) => file !== ''),
    // Asked for when nothing else is left to say: each answer is a process of git, and a deploy needs neither.
    get shallow() {
      return git(folder, 'rev-parse', '--is-shallow-repository') === 'true';
    },
    // Of this repository's own kind: it has another name where git uses SHA-256.
    get emptyTree() {
      return git(folder, 'hash-object', '-t', 'tree', '--stdin') ?? '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
    },
  };
}
