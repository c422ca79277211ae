import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateNodes, CreateNodesResultArray, PreTasksExecution } from '@nx/devkit';
import { askedConfiguration, CONFIGURATION_VARIABLE } from './asked-configuration';
import { projectOf } from './project';
import { ReadingCache } from './reading-cache';
import { findToolkit } from './toolkit';
import { findUnits, PLATFORM_FILE, SERVICE_FILE } from './units';

export { createDependencies } from './dependencies';

/** Name under which Nx shows the plugin. */
export const name = '@careplane/nx';

/** One project, with its targets, for each platform.yaml and each service.yaml. */
export const createNodes: CreateNodes = [
  `**/{${PLATFORM_FILE},${SERVICE_FILE}}`,
  async (files, _options, { workspaceRoot }) => {
    const toolkit = findToolkit(workspaceRoot);
    const cache = new ReadingCache(() => cacheFile(workspaceRoot));
    // No `join`: it takes longer than reading the file.
    const text = (file: string) => readFileSync(`${workspaceRoot}/${file}`, 'utf8');
    const { units, problems } = await findUnits(files, { text, parsed: cache.parsed });
    await cache.save();
    const results: CreateNodesResultArray = units.map((unit) => [
      unit.file,
      { projects: { [unit.root]: projectOf(unit, toolkit) } },
    ]);
    if (problems.length > 0) {
      // `nx affected` and `nx run-many` hide the errors of plugins; other commands show them twice.
      // Loaded late, because every Nx command would wait for it.
      const { printable } = await import('@careplane/problems');
      const { AggregateCreateNodesError } = await import('@nx/devkit');
      process.stderr.write(problems.map(({ message }) => `\n${printable(message)}\n`).join(''));
      // What can be inferred goes along, for editors and `nx graph`: they show the rest beside the errors.
      throw new AggregateCreateNodesError(
        problems.map(({ file, message }) => [file, userError(printable(message))]),
        results,
      );
    }
    return results;
  },
];

/** Hand on which environment was asked for: see askedConfiguration. */
export const preTasksExecution: PreTasksExecution = (_options, { argv }) => {
  const configuration = askedConfiguration(argv);
  if (configuration !== undefined) process.env[CONFIGURATION_VARIABLE] = configuration;
};

async function cacheFile(workspaceRoot: string): Promise<string> {
  const { workspaceDataDirectoryForWorkspace } = await import('nx/src/utils/cache-directory.js');
  return join(workspaceDataDirectoryForWorkspace(workspaceRoot), 'careplane-units.json');
}

/** A user error. It has no stack trace, because a place in our code would not help the user. */
function userError(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}
