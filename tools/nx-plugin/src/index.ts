import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateDependencies, CreateNodes, CreateNodesResultArray, DependencyType } from '@nx/devkit';
import { projectOf, UNIT_TAG } from './targets';
import { DEPLOY_PACKAGE, findToolkit } from './toolkit';
import { findUnits, PLATFORM_FILE, SERVICE_FILE } from './units';

/** Name under which Nx shows the plugin. */
export const name = '@careplane/nx';

/** As a type only: the enum itself would load all of Nx's devkit in every Nx command. */
const IMPLICIT = 'implicit' as DependencyType.implicit;

/** One project, with its targets, for each platform.yaml and each service.yaml. */
export const createNodes: CreateNodes = [
  `**/{${PLATFORM_FILE},${SERVICE_FILE}}`,
  async (files, _options, { workspaceRoot }) => {
    const toolkit = findToolkit(workspaceRoot);
    const { units, problems } = await findUnits(files, (file) => readFileSync(join(workspaceRoot, file), 'utf8'));
    const results: CreateNodesResultArray = units.map((unit) => [
      unit.file,
      { projects: { [unit.root]: projectOf(unit, toolkit) } },
    ]);
    if (problems.length > 0) {
      // Loaded late, because every Nx command would wait for it.
      const { AggregateCreateNodesError } = await import('@nx/devkit');
      // What can be inferred goes along, for editors and `nx graph`: they show the rest beside the errors.
      throw new AggregateCreateNodesError(
        problems.map(({ file, message }) => [file, userError(message)]),
        results,
      );
    }
    return results;
  },
];

/**
 * Every unit depends on the deploy app, and through it on the libraries: a change of the toolkit affects all units.
 * Where the toolkit comes from npm, the dependency is on that package, so that an upgrade affects them.
 */
export const createDependencies: CreateDependencies = (_options, { projects, externalNodes }) => {
  const all = Object.entries(projects);
  const deploy = all.find(([, project]) => project.metadata?.js?.packageName === DEPLOY_PACKAGE)?.[0];
  const external = `npm:${DEPLOY_PACKAGE}`;
  const target = deploy ?? (externalNodes?.[external] === undefined ? undefined : external);
  if (target === undefined) return [];
  return all
    .filter(([, project]) => project.tags?.includes(UNIT_TAG))
    .map(([source]) => ({ source, target, type: IMPLICIT }));
};

/** An error that a person made and can mend: the place in our code where it was noticed would tell them nothing. */
function userError(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}
