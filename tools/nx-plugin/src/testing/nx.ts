import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Root of this repository. */
export const REPOSITORY = resolve(__dirname, '../../../..');

/** What a run of Nx left behind. */
export interface NxRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** The real Nx, in a process and with a cache of its own, so that it does not meet the Nx that runs these tests. */
export class Nx {
  private readonly data = mkdtempSync(join(tmpdir(), 'careplane-nx-data-'));

  constructor(private readonly workspaceRoot: string) {}

  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): NxRun {
    const manifest = require.resolve('nx/package.json');
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { nx: string } };
    return this.start([join(dirname(manifest), bin.nx), ...args], { env });
  }

  /** What ESLint says about texts that are taken for files' of the workspace. */
  lint(texts: readonly { readonly file: string; readonly text: string; readonly typed: boolean }[]): string[][] {
    const script = join(__dirname, 'lint-texts.mjs');
    const { status, stdout, stderr } = this.start([script], { input: JSON.stringify(texts) });
    if (status !== 0) throw new Error(`ESLint ended with ${status}:\n${stdout}${stderr}`);
    return JSON.parse(stdout.slice(stdout.indexOf('[['))) as string[][];
  }

  /** Standard output as JSON; the run's own words when it failed. */
  json<T>(args: readonly string[]): T {
    const { status, stdout, stderr } = this.run(args);
    if (status !== 0) throw new Error(`nx ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
    return JSON.parse(stdout) as T;
  }

  dispose(): void {
    rmSync(this.data, { recursive: true, force: true });
  }

  private start(args: readonly string[], { env = {}, input = '' }: StartOptions): NxRun {
    const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
      cwd: this.workspaceRoot,
      env: { ...outerEnvironment(), ...this.ownEnvironment(), ...env },
      input,
      encoding: 'utf8',
    });
    if (error !== undefined) throw error;
    return { status, stdout, stderr };
  }

  private ownEnvironment(): Record<string, string> {
    return {
      CI: 'true',
      NO_COLOR: '1',
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
      NX_CACHE_DIRECTORY: join(this.data, 'cache'),
      NX_WORKSPACE_DATA_DIRECTORY: join(this.data, 'workspace-data'),
    };
  }
}

/** Without what an outer Nx tells its tasks: the inner one would take it for its own. */
function outerEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(NX_|FORCE_COLOR$)/.test(key)));
}
