import { allSuites } from '../../e2e/suites';

/** Target of the Nx project e2e that runs one suite. It is not the suite's name: `nx affected -t deploy` deploys units. */
export function suiteTarget(suite: string): string {
  return `suite-${suite}`;
}

/** The Nx project of the end-to-end suites: a target for all of them and one for each. */
export function e2eProject(): string {
  const suites = [...allSuites()].sort();
  return JSON.stringify({
    $schema: '../node_modules/nx/schemas/project-schema.json',
    name: 'e2e',
    tags: ['scope:e2e', 'repository'],
    // What the suites start without an import: the commands, the sample platform, the plugin, the emulator and what packs.
    implicitDependencies: ['cost', 'deploy', 'medmo', 'nx-plugin', 'scan', 'tools'],
    targets: {
      e2e: running('npm run e2e'),
      ...Object.fromEntries(suites.map((suite) => [suiteTarget(suite), running(`npm run e2e -- ${suite}`)])),
      lint: { executor: 'nx:run-commands', options: { command: 'eslint . --max-warnings 0', cwd: 'e2e' } },
    },
  });
}

/** Never cached: what runs is on this machine and elsewhere too. Neither are two of these run at a time: each starts two suites. */
function running(command: string): object {
  return {
    executor: 'nx:run-commands',
    cache: false,
    parallelism: false,
    options: { command, cwd: '{workspaceRoot}', forwardAllArgs: true },
    inputs: ['default', '^default'],
  };
}
