import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from '@careplane/platform/testing';

/** What a run of careplane left behind. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunSettings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The bin of this repository; tools/testing/bundles.ts has seen to its being made of the sources as they are. */
export const BIN = join(REPOSITORY, 'apps/deploy/bin/careplane.js');

/** The real command in a process of its own, with nothing in its environment but what is given: no cfn-lint, no AWS. */
export function careplane(args: readonly string[], { cwd = REPOSITORY, env = {} }: RunSettings = {}): Ran {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    env: { PATH: '/nowhere', ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}
