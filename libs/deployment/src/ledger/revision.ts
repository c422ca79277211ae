import { BadInput, git, refuseUnreadRepository } from '@careplane/command-line';
import { SHARED_SCOPE } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import type { UnitEnvironment } from '@careplane/platform/unit-environments';

/** The state of the sources that a deploy is made from. */
export interface Sources {
  /** Commit; empty where there is none to be found. */
  readonly revision: string;
  /** Files that differ from the commit, as git lists them. */
  readonly changed: readonly string[];
  /** Given by the caller; then git is not run. */
  readonly given?: true;
}

/** Where pipelines say which commit they build, for builds whose source came without its history. */
const PIPELINE_VARIABLES = ['CODEBUILD_RESOLVED_SOURCE_VERSION', 'GITHUB_SHA'];

/**
 * Revision of the repository that a platform's folder lies in.
 *
 * @param given what the caller says it is. A repository's own settings can have git run programs, so a caller that works on files that
 * is not approved must not run git there.
 * @throws BadInput when what is given is no commit
 * @throws ToolFailed when there is a repository that git refuses to read
 */
export function sourcesOf(folder: string, given?: string): Sources {
  if (given !== undefined) {
    if (!/^[0-9a-f]{40}$/.test(given)) {
      throw new BadInput(
        `--revision ${given} is not a commit. Give 40 hexadecimal digits, as printed by git rev-parse.`,
      );
    }
    return { revision: given, changed: [], given: true };
  }
  const revision = git(folder, 'rev-parse', '--verify', 'HEAD^{commit}');
  if (revision === undefined) {
    const named = PIPELINE_VARIABLES.map((name) => process.env[name] ?? '').find((value) =>
      /^[0-9a-f]{40}$/.test(value),
    );
    if (named === undefined) refuseUnreadRepository(folder);
    return { revision: named ?? '', changed: [] };
  }
  // What is tracked counts everywhere, since the toolkit's own files decide too; what is new counts below the platform.
  const tracked = git(folder, 'status', '--porcelain', '--untracked-files=no') ?? '';
  const fresh = git(folder, 'ls-files', '--others', '--exclude-standard', '.') ?? '';
  return { revision, changed: [...lines(tracked).map((line) => line.slice(3)), ...lines(fresh)] };
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/**
 * A production environment is deployed from a commit, so that an audit finds what ran; elsewhere the ledger says that files
 * differed.
 *
 * @param reason why it is done all the same; it is written into the ledger
 */
export function refuseDirty(
  environments: PlatformModel['environments'],
  selected: readonly UnitEnvironment[],
  { changed }: Sources,
  reason: string | undefined,
): void {
  const production = environments.filter(
    ({ name, production }) =>
      production && selected.some(({ environment }) => [name, SHARED_SCOPE].includes(environment)),
  );
  if (changed.length === 0 || production.length === 0 || reason !== undefined) return;
  const shown = changed.slice(0, 5).map((file) => `  ${file}`);
  const more = changed.length > 5 ? [`  and ${changed.length - 5} more`] : [];
  throw new BadInput(
    [
      `${production[0]?.name} is a production environment, but these files are not committed, so the deployed state could not be traced later.`,
      ...shown,
      ...more,
      'Commit them, write the assembly again and deploy it. Or give a reason with --allow-dirty "<reason>"; the ledger stores it.',
    ].join('\n'),
  );
}
