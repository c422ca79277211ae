import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { githubWorkflowFile } from '@careplane/config';
import { logger } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import { SERVICE_FILE } from '../../units';
import type { Unit } from '../../units';
import init from '../init/generator';
import { checkName } from '../names';
import { platformOf } from '../platform-of';
import { loadFrom, problemsIn, refuseProblems } from '../preflight';
import { refuse } from '../refuse';
import { schemaLine } from '../schema-line';
import { renderFolder } from '../templates';
import { checkFolder, checkFree, unitsOf } from '../tree-units';
import { writeMissing } from '../write';
import { FRAMEWORKS, FRAMEWORK_NAMES, PLAIN } from './frameworks';
import type { Framework, FrameworkName } from './frameworks';
import { projectJson } from './project-json';
import { readmeTexts } from './readme';
import type { ReadmeTexts } from './readme';
import { serviceYaml } from './service-yaml';
import { sourceOf } from './source';

/** The options; the words are in schema.json. */
export interface AppPipelineOptions {
  readonly name: string;
  readonly platform: string;
  readonly source?: string;
  readonly from?: FrameworkName;
  readonly port?: number;
  readonly host?: string;
  readonly skipInstall?: boolean;
}

/** Make a service of a platform. Files that are there are kept as they are. */
export default async function appPipeline(tree: Tree, options: AppPipelineOptions): Promise<() => void> {
  const { name, host = name } = options;
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
  const isLocal = source.kind === 'path';
  const from = options.from ?? (isLocal ? 'express' : undefined);
  const container = from === undefined ? PLAIN : frameworkOf(from);
  const port = options.port ?? container.port;
  const text = { schema: schemaLine(tree, root, 'service'), name, source, port, host, container };
  writeMissing(tree, { [file]: serviceYaml(text) });
  settle(tree, platform, root, (priority) => serviceYaml({ ...text, priority }));

  const values = { name, unit, platform: platform.name, root, port: String(port), healthPath: container.healthPath };
  const words = {
    ...values,
    ...readmeOf(tree, platform, root, name),
    user: container.user,
    sourceWords: `${source.kind} ${source.value}`,
  };
  const folders = isLocal && from !== undefined ? ['local', from] : ['remote'];
  for (const folder of folders) {
    const needs = from === undefined ? '' : frameworkOf(from).needs;
    const files = renderFolder(join(__dirname, 'files', folder), { ...words, needs });
    writeMissing(tree, Object.fromEntries(Object.entries(files).map(([path, made]) => [`${root}/${path}`, made])));
  }
  if (isLocal && from !== undefined) {
    writeMissing(tree, { [`${root}/project.json`]: projectJson(unit, root, frameworkOf(from)) });
  }
  init(tree);
  return () => {
    if (isLocal && from !== undefined && options.skipInstall !== true)
      install(join(tree.root, root), frameworkOf(from));
    logger.info(`Next: nx run-many -t lint test synth check --projects=${unit}`);
  };
}

function readmeOf(tree: Tree, platform: Unit, root: string, name: string): ReadmeTexts {
  const loaded = loadFrom(tree, platform.root, root);
  const service = loaded.ok ? loaded.model.services.find((known) => known.name === name) : undefined;
  // settle() has seen to its loading.
  if (!loaded.ok || service === undefined) throw new Error(`${root} was written, but does not load`);
  return readmeTexts(loaded.model, service, tree.exists(githubWorkflowFile(platform.name)));
}

function frameworkOf(name: FrameworkName): Framework {
  if (FRAMEWORK_NAMES.includes(name)) return FRAMEWORKS[name];
  return refuse(`--from ${String(name)} is not known. Known: ${FRAMEWORK_NAMES.join(', ')}.`);
}

/**
 * Makes sure that the new service loads. If its route hashes to a priority that is already used, the problem names a
 * free priority, and the new service uses it.
 */
function settle(tree: Tree, platform: Unit, root: string, textWith: (priority: number) => string): void {
  let problems = problemsIn(tree, platform.root, root);
  const free = problems.map(({ fix }) => /"priority: (\d+)"/.exec(fix)?.[1]);
  if (free[0] !== undefined && !free.includes(undefined)) {
    tree.write(`${root}/${SERVICE_FILE}`, textWith(Number(free[0])));
    problems = problemsIn(tree, platform.root, root);
  }
  refuseProblems(`The service in ${root}`, problems);
}

/** Installs the packages for lint and test of the application. A failure is only reported. */
function install(folder: string, { install: command }: Framework): void {
  if (command === undefined || existsSync(join(folder, 'node_modules'))) return;
  const { status } = spawnSync(command, { cwd: folder, stdio: 'inherit', shell: true });
  if (status !== 0) logger.warn(`"${command}" failed in ${folder}. Run it there before lint and test.`);
}
