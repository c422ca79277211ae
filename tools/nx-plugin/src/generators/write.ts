import type { Tree } from '@nx/devkit';

/**
 * Writes files that do not exist yet. Existing files are kept unchanged, so running a generator twice changes nothing.
 *
 * @param files texts by their paths from the root of the workspace
 */
export function writeMissing(tree: Tree, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) if (!tree.exists(path)) tree.write(path, text);
}
