import { git } from '@careplane/deployment/ledger';

/** The commit of a folder’s sources. Files that differ from the commit are part of its name: a page that is signed says so. */
export function sourceRevision(directory: string): { readonly revision?: string } {
  const head = git(directory, 'rev-parse', '--verify', 'HEAD^{commit}');
  if (head === undefined) return {};
  const changed = git(directory, 'status', '--porcelain', '--', '.') ?? '';
  return { revision: changed === '' ? head : `${head} with uncommitted changes` };
}
