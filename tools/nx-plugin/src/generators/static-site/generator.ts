import { join } from 'node:path';
import { githubWorkflowFile } from '@careplane/config';
import { logger } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import { SERVICE_FILE } from '../../units';
import { sourceOf } from '../app-pipeline/source';
import init from '../init/generator';
import { checkName } from '../names';
import { loadFrom, problemsIn, refuseProblems } from '../preflight';
import { platformOf } from '../platform-of';
import { refuse } from '../refuse';
import { schemaLine } from '../schema-line';
import { renderFolder } from '../templates';
import { checkFolder, checkFree, unitsOf } from '../tree-units';
import { writeMissing } from '../write';
import { siteYaml } from './service-yaml';
import { wayOf } from './way';

/** The options; the words are in schema.json. */
export interface StaticSiteOptions {
  readonly name: string;
  readonly platform: string;
  readonly source?: string;
  readonly output?: string;
  readonly command?: string;
  readonly singlePage?: boolean;
  readonly host?: string;
}

/** What the pages of a new site are made with: they are copied as they are. */
const COPY = 'rm -rf dist && cp -R pages dist';

/** Make a static site of a platform. Files that are there are kept as they are. */
export default async function staticSite(tree: Tree, options: StaticSiteOptions): Promise<() => void> {
  const { name, host = name, output = 'dist', singlePage = false } = options;
  checkName('service', name);
  const source = sourceOf(options.source ?? 'local');
  const platform = await platformOf(tree, options.platform);
  const root = join(platform.root, name).replaceAll('\\', '/');
  const unit = `${platform.name}-${name}`;
  await checkFree(tree, unit, root);
  const file = `${root}/${SERVICE_FILE}`;
  if (tree.exists(file)) {
    if ((await unitsOf(tree)).some((known) => known.root === root && known.name === unit)) {
      // Deleted files are not written again, because they were deleted on purpose.
      return () => logger.info(`${root} already exists. Nothing was changed.`);
    }
    refuse(`${file} exists, but is not the service "${name}". Choose another name.`);
  }
  checkFolder(tree, root, unit);
  const ownPages = source.kind === 'path' && options.command === undefined && options.output === undefined;
  const command = ownPages ? COPY : options.command;
  const text = { schema: schemaLine(tree, root, 'service'), name, source, host, output, ownPages, singlePage };
  writeMissing(tree, { [file]: siteYaml({ ...text, ...(command === undefined ? {} : { command }) }) });
  refuseProblems(`The site in ${root}`, problemsIn(tree, platform.root, root));

  const loaded = loadFrom(tree, platform.root, root);
  const site = loaded.ok ? loaded.model.services.find((known) => known.name === name) : undefined;
  // It has just been loaded without a problem.
  if (!loaded.ok || site?.kind !== 'static') throw new Error(`${root} was written, but does not load`);
  const words = {
    ...{ name, unit, platform: platform.name, root },
    environment: loaded.model.environments[0]?.name ?? '',
    sourceWords: source.kind === 'path' ? 'in this folder' : `in another repository (${source.kind} ${source.value})`,
    addresses: site.deployments.map(({ environment, hostname }) => `- ${environment}: https://${hostname}`).join('\n'),
    way: wayOf(loaded.model, site, tree.exists(githubWorkflowFile(platform.name))),
  };
  for (const folder of ['every', ...(ownPages ? ['pages'] : [])]) {
    const files = renderFolder(join(__dirname, 'files', folder), words);
    writeMissing(tree, Object.fromEntries(Object.entries(files).map(([path, made]) => [`${root}/${path}`, made])));
  }
  init(tree);
  return () => logger.info(`Next: nx run-many -t synth check --projects=${unit}`);
}
