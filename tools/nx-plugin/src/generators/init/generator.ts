import { readNxJson, updateNxJson } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import { IMAGE_OUTPUT } from '../../site-archive';

const PLUGIN = '@careplane/nx';
/** What tools leave in a workspace. A deploy from a folder with files that no commit has would be refused. */
const IGNORED = ['node_modules', 'dist', '.nx', IMAGE_OUTPUT];

/** Make Nx infer the units of this workspace. What is set up already stays as it is. */
export default function init(tree: Tree): void {
  const nxJson = readNxJson(tree) ?? {};
  const plugins = nxJson.plugins ?? [];
  if (!plugins.some((plugin) => (typeof plugin === 'string' ? plugin : plugin.plugin) === PLUGIN)) {
    updateNxJson(tree, { ...nxJson, plugins: [...plugins, PLUGIN] });
  }
  const text = tree.read('.gitignore', 'utf8') ?? '';
  // A folder of assemblies that is committed would be an input of everything.
  const lines = new Set(text.split('\n').map((line) => line.trim().replace(/^\/|\/$/g, '')));
  const more = IGNORED.filter((entry) => !lines.has(entry) && !(entry === '.nx' && lines.has('.nx/cache')));
  if (more.length > 0)
    tree.write('.gitignore', `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${more.join('\n')}\n`);
}
