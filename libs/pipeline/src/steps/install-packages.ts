import type { Step } from '../buildspec';

/** A package manager that the build knows by its lock files. */
interface Installer {
  readonly files: readonly string[];
  /** Shell commands that install exactly the locked packages, and run no install script of any package. */
  readonly install: string;
}

// Corepack comes with Node.js 22 and runs the version in packageManager of package.json.
const COREPACK = 'corepack enable --install-directory "$TOOLS"';

/** Sources: https://docs.npmjs.com/cli/commands/npm-ci, https://pnpm.io/cli/install, https://yarnpkg.com/cli/install */
const INSTALLERS: readonly Installer[] = [
  {
    files: ['package-lock.json', 'npm-shrinkwrap.json'],
    install: 'npm ci --ignore-scripts --no-audit --no-fund',
  },
  { files: ['pnpm-lock.yaml'], install: `${COREPACK} && pnpm install --frozen-lockfile --ignore-scripts` },
  {
    files: ['yarn.lock'],
    // Version 1 has other options than later versions. The first lines of its lock file name it.
    install: `${COREPACK} && if grep -q '^# yarn lockfile v1$' yarn.lock; then yarn install --frozen-lockfile --ignore-scripts; else yarn install --immutable --mode=skip-build; fi`,
  },
];

const KNOWN = INSTALLERS.flatMap(({ files }) => files);

/** Chooses by the lock file, because two lock files would allow packages that no one reviewed. */
const CHOOSE = [
  'LOCK_FILES=""',
  `for FILE in ${[...KNOWN, 'bun.lock', 'bun.lockb'].join(' ')}; do test ! -f "$FILE" || LOCK_FILES="$LOCK_FILES $FILE"; done`,
  'case "$LOCK_FILES" in',
  ...INSTALLERS.flatMap(({ files, install }) => [`  ${casesOf(files)}) ${install} ;;`]),
  `  "") echo "There is no lock file of npm, pnpm or yarn at the root of the workspace. Commit one of: ${KNOWN.join(', ')}." >&2; false ;;`,
  `  *) echo "This build cannot install from the lock files$LOCK_FILES. Commit the lock file of one package manager: ${KNOWN.join(', ')}." >&2; false ;;`,
  'esac',
].join('\n');

function casesOf(files: readonly string[]): string {
  const each = files.map((file) => `" ${file}"`);
  return (files.length > 1 ? [...each, `" ${files.join(' ')}"`] : each).join(' | ');
}

/** Installs the packages of the workspace as its lock file names them. The toolkit's own packages are built afterwards, by a script of the workspace. */
export const installToolkit: Step = {
  name: 'install the toolkit',
  phase: 'pre_build',
  why: 'exactly the locked packages, with npm, pnpm or yarn; no package’s install script runs',
  commands: ['cd "$CODEBUILD_SRC_DIR"', CHOOSE, 'npm run bundle --if-present --silent'],
};
