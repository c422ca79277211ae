import { relative } from 'node:path/posix';
import type { Tree } from '@nx/devkit';

/** The first line of a YAML file, by which editors complete and check it. */
export function schemaLine(tree: Tree, folder: string, kind: 'platform' | 'service'): string {
  const sources = 'libs/config/schema';
  const place = tree.exists(`${sources}/${kind}.schema.json`) ? sources : 'node_modules/@careplane/config/schema';
  return `# yaml-language-server: $schema=${relative(folder, place)}/${kind}.schema.json`;
}
