import type { Tree } from '@nx/devkit';
import { refuse } from '../refuse';
import { ACTIONS } from './actions';

/** How a workspace installs and runs its packages in a job. */
export interface PackageManager {
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Steps before the installation, as lines of YAML without indentation; Node.js is there already. */
  readonly setup: readonly string[];
  /** Command that installs exactly what the lock file names, or fails. */
  readonly install: string;
  /** The prefix of a command of a package, such as `npx`. */
  readonly exec: string;
}

const NPM: PackageManager = { name: 'npm', setup: [], install: 'npm ci', exec: 'npx' };

const PNPM: PackageManager = {
  name: 'pnpm',
  // The version is the one in packageManager of package.json.
  setup: [`- uses: ${ACTIONS.setupPnpm}`],
  install: 'pnpm install --frozen-lockfile',
  exec: 'pnpm exec',
};

const YARN: PackageManager = {
  name: 'yarn',
  // Corepack comes with Node.js, and gives the version in packageManager of package.json.
  setup: ['- run: corepack enable'],
  install: 'yarn install --immutable',
  exec: 'yarn',
};

/** Version 1 knows another option. It is recognized by the first lines of its lock file. */
const YARN_CLASSIC: PackageManager = { ...YARN, install: 'yarn install --frozen-lockfile' };

const BUN: PackageManager = {
  name: 'bun',
  setup: [`- uses: ${ACTIONS.setupBun}`, '  with:', '    bun-version-file: package.json'],
  install: 'bun install --frozen-lockfile',
  exec: 'bunx --no-install',
};

/** Lock files and whose they are. npm-shrinkwrap.json is what `npm ci` reads first. */
const LOCK_FILES: Readonly<Record<string, PackageManager>> = {
  'package-lock.json': NPM,
  'npm-shrinkwrap.json': NPM,
  'pnpm-lock.yaml': PNPM,
  'yarn.lock': YARN,
  'bun.lock': BUN,
  'bun.lockb': BUN,
};

/** What a lock file of a package manager that is not known here could be called. */
const OTHER_LOCK_FILE = /^(?:deno\.lock|shrinkwrap\.yaml|vlt-lock\.json|[\w-]*lock[\w-]*\.(?:ya?ml|json|lock))$/i;

/**
 * The package manager of a workspace, from the lock file at its root. Two of them contradict each other sooner or later, and
 * without one the installed versions are unknown: both are refused.
 */
export function packageManagerOf(tree: Tree): PackageManager {
  const there = Object.keys(LOCK_FILES).filter((file) => tree.exists(file));
  const managers = [...new Set(there.map((file) => LOCK_FILES[file]))];
  const [only] = managers;
  if (managers.length > 1) {
    return refuse(
      `There are lock files of ${managers.length} package managers: ${there.join(', ')}. A job could install other packages than you do. Delete those that you do not use, then run the same command again.`,
    );
  }
  if (only === undefined) return refuseUnknown(tree);
  const declared = declaredManager(tree);
  if (declared !== undefined && declared !== only.name) {
    return refuse(
      `${there.join(', ')} is a lock file of ${only.name}, and packageManager in package.json names ${declared}. Correct package.json, or install with ${declared} and delete the other lock file.`,
    );
  }
  if (declared === undefined && only.name !== 'npm') {
    return refuse(
      `package.json does not say which version of ${only.name} a job is to use. Write it there, such as "packageManager": "${EXAMPLES[only.name]}", then run the same command again.`,
    );
  }
  if (only !== YARN) return only;
  return /^# yarn lockfile v1$/m.test(tree.read('yarn.lock', 'utf8') ?? '') ? YARN_CLASSIC : YARN;
}

const EXAMPLES = { pnpm: 'pnpm@10.20.0', yarn: 'yarn@4.10.3', bun: 'bun@1.3.1' } as const;

function refuseUnknown(tree: Tree): never {
  const known = Object.keys(LOCK_FILES).join(', ');
  const other = tree.children('.').find((file) => tree.isFile(file) && OTHER_LOCK_FILE.test(file));
  return refuse(
    other === undefined
      ? `There is no lock file at the root of the workspace, so the versions that a job would install are unknown. Create one, for example with "npm install", and commit it. Known: ${known}.`
      : `${other} is the lock file of a package manager that is not known here. Known lock files: ${known}. Install with one of their package managers, and commit its lock file.`,
  );
}

/** The part before "@" of packageManager in package.json, as corepack reads it. */
function declaredManager(tree: Tree): string | undefined {
  try {
    const { packageManager } = JSON.parse(tree.read('package.json', 'utf8') ?? '{}') as { packageManager?: unknown };
    return typeof packageManager === 'string' ? packageManager.split('@')[0] : undefined;
  } catch {
    return undefined;
  }
}
