// An Nx workspace as a user has it, outside this repository: the packages are packed, and installed from their tarballs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../machine';
import type { Env, Ran } from '../machine';

const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: { nx: string };
};

/** An Nx workspace with the packages in it. */
export interface Workspace {
  readonly workspace: string;
  /** Runs a command in it. */
  readonly at: (command: string, args: readonly string[]) => Ran;
  /** How the installation ended. */
  readonly installed: Ran;
}

/** Pack all packages. Gives what the packing printed, and the tarballs. */
export function packAll(folder: string): Ran & { readonly tarballs: readonly string[] } {
  const packed = spawnSync(
    process.execPath,
    ['--require', '@swc-node/register', join(root, 'tools/pack/main.ts'), '--out', folder],
    { cwd: root, encoding: 'utf8' },
  );
  return { ...packed, tarballs: packed.status === 0 ? packed.stdout.trim().split('\n') : [] };
}

interface WorkspaceOptions {
  /** For its commands. */
  readonly env?: Env;
  /** For its nx.json. */
  readonly settings?: object;
}

/**
 * Make a workspace with the tarballs installed, and its first commit.
 *
 */
export function newWorkspace(
  scratch: string,
  tarballs: readonly string[],
  { env = {}, settings = {} }: WorkspaceOptions = {},
): Workspace {
  const workspace = join(scratch, 'workspace');
  mkdirSync(workspace);
  const write = (file: string, text: string) => writeFileSync(join(workspace, file), text);
  write('package.json', JSON.stringify({ name: 'elsewhere', private: true }));
  const nx = { analytics: false, neverConnectToCloud: true, defaultBase: 'main', ...settings };
  write('nx.json', JSON.stringify(nx));
  write('.gitignore', 'node_modules\ndist\n');
  const at = runnerIn(workspace, join(scratch, 'nx'), env);
  // A connection that hangs is tried again after a minute, not after five.
  const quietly = ['--prefer-offline', '--no-audit', '--no-fund', '--fetch-timeout=60000'];
  const installed = at('npm', ['install', '--save-dev', ...quietly, `nx@${devDependencies.nx}`, ...tarballs]);
  at('git', ['init', '--quiet', '--initial-branch=main']);
  at('sh', ['-c', 'git add -A && git commit --quiet --message first']);
  return { workspace, at, installed };
}

/** Commands as a user types them, without what an outer Nx or npm says, and with an Nx cache of their own. */
function runnerIn(cwd: string, data: string, more: Env): Workspace['at'] {
  const outer = Object.entries(process.env).filter(([name]) => !/^(NX_|AWS_|npm_|CAREPLANE_)/i.test(name));
  const git = ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'Careplane'],
    [`GIT_${who}_EMAIL`, 'careplane@example.com'],
  ]);
  const env = {
    ...Object.fromEntries([...outer, ...git]),
    ...{ CI: 'true', NO_COLOR: '1', NX_DAEMON: 'false' },
    ...{ NX_CACHE_DIRECTORY: join(data, 'cache'), NX_WORKSPACE_DATA_DIRECTORY: join(data, 'workspace-data') },
    ...more,
  };
  return (command, args) => spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 26 });
}
