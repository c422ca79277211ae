import { join } from 'node:path';
import { logger } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import init from '../init/generator';
import { checkName } from '../names';
import { problemsIn, refuseProblems } from '../preflight';
import { refuse } from '../refuse';
import { schemaLine } from '../schema-line';
import { renderFolder } from '../templates';
import { checkFolder, checkFree, unitsOf } from '../tree-units';
import { writeMissing } from '../write';

/** The options; the words are in schema.json. */
export interface PlatformOptions {
  readonly name: string;
  readonly directory?: string;
  /** From a command line it comes as a number. */
  readonly account: string | number;
  readonly region: string;
  readonly domain?: string;
  readonly email?: string;
}

/** Make a platform. Files that are there are kept as they are. */
export default async function platform(tree: Tree, options: PlatformOptions): Promise<() => void> {
  const { name, account, region, domain = `${name}.example` } = options;
  checkName('platform', name);
  const root = folderOf(options);
  await checkFree(tree, name, root);
  const there = (await unitsOf(tree)).find((unit) => unit.root === root);
  if (there !== undefined && there.name !== name) {
    refuse(`${root} holds the platform "${there.name}". Give another name, or another --directory.`);
  }
  // Also what is no longer there: who deleted a file wants it gone.
  if (there !== undefined) return () => logger.info(`${root} is there already. Nothing was changed.`);
  checkFolder(tree, root);
  const values = {
    ...{ name, account: String(account), region, domain, root, schema: schemaLine(tree, root, 'platform') },
    email: options.email ?? `operations@${domain}`,
  };
  const files = renderFolder(join(__dirname, 'files'), values);
  writeMissing(tree, Object.fromEntries(Object.entries(files).map(([file, text]) => [join(root, file), text])));
  refuseProblems(`The platform ${name}`, problemsIn(tree, root, root));
  init(tree);
  return () => logger.info(`Next: nx run-many -t synth check --projects=tag:platform:${name}`);
}

function folderOf({ name, directory }: PlatformOptions): string {
  const root = (directory ?? `apps/${name}`).replace(/^\.\/|\/+$/g, '');
  if (/^[\w@+][\w./@+ -]*$/.test(root) && !root.split('/').includes('..')) return root;
  return refuse(`--directory ${root} is not a folder of this workspace. Write it from the root, such as apps/${name}.`);
}
