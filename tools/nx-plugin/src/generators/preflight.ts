import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { load } from '@careplane/config';
import type { LoadResult } from '@careplane/config';
import type { Problem } from '@careplane/problems';
import { PLATFORM_FILE, SERVICE_FILE } from '../units';
import { refuse } from './refuse';

/**
 * The problems that `careplane synth` would report for a folder of a virtual tree. The loader itself reads the folder,
 * so every rule applies, including those about reserved names and conflicting routes.
 *
 * @param platform folder of the platform
 * @param folder the platform's own folder, or a service's
 */
export function problemsIn(tree: Tree, platform: string, folder: string): readonly Problem[] {
  const loaded = loadFrom(tree, platform, folder);
  return loaded.ok ? [] : loaded.problems;
}

/** Load a platform, or a service of it, from a virtual tree. */
export function loadFrom(tree: Tree, platform: string, folder: string): LoadResult {
  const copy = mkdtempSync(join(tmpdir(), 'careplane-generate-'));
  try {
    const services = tree.children(platform).map((child) => `${child}/${SERVICE_FILE}`);
    for (const file of [PLATFORM_FILE, ...services]) {
      const text = tree.read(`${platform}/${file}`, 'utf8');
      if (text === null) continue;
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), text);
    }
    // Sources are in the tree, if anywhere: the copy has the documents only.
    const loaded = load(join(copy, folder.slice(platform.length)), { sourcesOnDisk: false });
    if (loaded.ok) return loaded;
    const back = (file: string) => `${platform}/${file.slice(copy.length + 1).replaceAll('\\', '/')}`;
    return { ok: false, problems: loaded.problems.map((problem) => ({ ...problem, file: back(problem.file) })) };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Refuse to write what would not load, in the loader's words. */
export function refuseProblems(what: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const lines = problems.map(
    ({ file, path, message, given, allowed, fix }) =>
      `${file}: ${path} ${message} (given: ${given}; allowed: ${allowed}). To fix it: ${fix}.`,
  );
  refuse(`${what} would not load, so nothing was written.\n${lines.join('\n')}`);
}
