/** Files that lock the packages of a site, with their versions. */
const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'];

const any = (names: readonly string[]) => `\\( ${names.map((name) => `-name ${name}`).join(' -o ')} \\)`;

/** Condition of `find` for a lock file. */
export const IS_LOCK_FILE = `-type f ${any(LOCK_FILES)}`;
const IS_PACKAGE_FILE = `-type f ${any(['package.json', ...LOCK_FILES])}`;
const HAS_LOCK_FILE = `grep -Eq "/(${LOCK_FILES.map((name) => name.replaceAll('.', '[.]')).join('|')})\\$" "$WORK/packages"`;

/**
 * Shell that copies the lock files of a site, and the package.json files beside them, into a new folder. Where the folder of the site has no
 * lock file, those of the nearest folder above it that has one are taken: in a monorepo that is the root. `LOCK_ROOT` is then the folder
 * that they were found in, and the shell is where it was.
 *
 * @param repository folder of the repository; the site is below it, at `$SOURCE_PATH`
 */
export function copyLockFiles(repository: string, into: string): string[] {
  return [
    `mkdir -p "${into}" && BEFORE="$(pwd)" && cd "${repository}/$SOURCE_PATH"`,
    `find . -name node_modules -prune -o -name .git -prune -o ${IS_PACKAGE_FILE} -print > "$WORK/packages"`,
    [
      `while ! ${HAS_LOCK_FILE} && test "$(pwd -P)" != "$(cd "${repository}" && pwd -P)"; do`,
      `  cd .. && find . -maxdepth 1 ${IS_PACKAGE_FILE} > "$WORK/packages"`,
      'done',
    ].join('\n'),
    `LOCK_ROOT="$(pwd -P)" && export LOCK_ROOT`,
    `tar -cf - -T "$WORK/packages" | tar -xf - -C "${into}"`,
    'cd "$BEFORE"',
  ];
}
