import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import type { Tree } from '@nx/devkit';
import platform from '../generators/platform/generator';

/** What a person answers to `nx g @careplane/nx:platform acme` who takes all defaults. */
export const ACME = { name: 'acme', account: '123456789012', region: 'us-east-1' };

/** An empty workspace in memory. */
export function emptyTree(): Tree {
  return createTreeWithEmptyWorkspace();
}

/** A workspace in memory with the platform acme. */
export async function treeWithAcme(): Promise<Tree> {
  const tree = emptyTree();
  await platform(tree, ACME);
  return tree;
}

/** Everything in a tree, by path. */
export function filesOf(tree: Tree, folder = '.'): Record<string, string> {
  return Object.fromEntries(
    [...tree.children(folder)].sort().flatMap((child) => {
      const path = folder === '.' ? child : `${folder}/${child}`;
      return tree.isFile(path) ? [[path, tree.read(path, 'utf8') ?? '']] : Object.entries(filesOf(tree, path));
    }),
  );
}

/** What a generator refuses with. */
export async function refusal(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
  } catch (error) {
    const { message, stack } = error as Error;
    // A stack would be shown to a person who mistyped a name.
    expect(stack).toBe(message);
    return message;
  }
  throw new Error('it was not refused');
}
