// The command lines of a clone. The suites of one run clone the same commit, so one of them bundles for all.
import { cpSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { alone, RUN_FOLDER } from '../alone';
import type { RunIn } from './clone';

const BUNDLES = ['cost', 'deploy', 'scan'].map((app) => `apps/${app}/dist`);

/**
 * Bundle the command lines in a clone, or take what another suite of this run has bundled from the same commit.
 *
 * @throws Error with what was printed, when they cannot be bundled
 */
export function bundleIn(clone: string, inClone: RunIn): void {
  const run = process.env[RUN_FOLDER];
  if (run === undefined) return bundle(inClone);
  const shared = join(run, `bundles-${inClone('git', ['rev-parse', 'HEAD']).stdout.trim()}`);
  alone(() => {
    if (existsSync(shared)) return copyAll(shared, clone);
    bundle(inClone);
    copyAll(clone, `${shared}.new`);
    renameSync(`${shared}.new`, shared);
  });
}

function bundle(inClone: RunIn): void {
  const { status, stderr } = inClone('npm', ['run', 'bundle', '--silent']);
  if (status !== 0) throw new Error(stderr);
}

function copyAll(from: string, to: string): void {
  for (const folder of BUNDLES) cpSync(join(from, folder), join(to, folder), { recursive: true });
}
