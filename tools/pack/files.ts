// Which files of a package are published, and where they lie in it.
import { spawnSync } from 'node:child_process';
import { root } from './packages';
import type { Package } from './packages';

/** Not for users: tests and what only tests read, settings of this repository, and pages other than the README. */
const KEPT_HERE = [
  /\.spec\.ts$/,
  /(?:^|\/)(?:__snapshots__|fixtures|goldens|known-answers|testing|e2e|scripts)\//,
  /^(?:jest\.config\.js|tsconfig\.json|package\.json|\.gitignore)$/,
  /^(?!README\.md$)[^/]*\.md$/,
];

/** Whether a file of a package, named by its path from there, may be published at all. */
export function mayBePublished(file: string): boolean {
  return !KEPT_HERE.some((pattern) => pattern.test(file));
}

/**
 * Files of a package that git knows or would take: what is ignored is made by a build, and named by it.
 *
 * @returns paths from the package's folder
 */
export function publishedFiles({ folder }: Pick<Package, 'folder'>): string[] {
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate', '.'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  if (status !== 0) throw new Error(`git ls-files in ${folder.slice(root.length + 1)}: ${stderr}`);
  return stdout
    .split('\0')
    .filter((file) => file !== '' && mayBePublished(file))
    .sort();
}

/** Where a file of the sources lies in the package: src becomes dist, at the same depth, so that `../data` still fits. */
export function placeOf(file: string): string {
  return file.replace(/^src\//, 'dist/');
}
