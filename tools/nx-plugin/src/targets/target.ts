import { basename } from 'node:path/posix';
import type { TargetConfiguration } from '@nx/devkit';
import type { Tool, Toolkit, ToolkitInputs } from '../toolkit';
import type { Unit } from '../units';

/** Makes one target of a unit; undefined for a unit that has no such target. */
export type TargetMaker = (unit: Unit, toolkit: Toolkit) => TargetConfiguration | undefined;

export type Inputs = NonNullable<TargetConfiguration['inputs']>;
type Dependencies = NonNullable<TargetConfiguration['dependsOn']>;

/** Folder, from the root of the workspace, that holds one cloud assembly per unit. */
export const ASSEMBLIES = 'dist/assemblies';

/**
 * The files that synth wrote; a platform's project also has the baseline of its accounts, if the platform deploys one. Git ignores them, so as a plain file set they would always have the same hash, whatever
 * their content.
 */
export function assemblyOf(unit: Unit): Inputs[number] {
  const folders = unit.platform === undefined ? `${unit.name}{,-baseline}` : unit.name;
  return { dependentTasksOutputFiles: `${ASSEMBLIES}/${folders}/**/*` };
}

/**
 * The unit's own file and, for a service, the platform's file. Never the file of another service, because units do not
 * depend on each other.
 */
export function configurationOf(unit: Unit): Inputs {
  const platform = unit.platform === undefined ? [] : [`{workspaceRoot}/${unit.platform.file}`];
  return [`{projectRoot}/${basename(unit.file)}`, ...platform];
}

/** Everything of the toolkit that decides an output. */
export function toolkitInputs({ projects, packages, folders = [] }: ToolkitInputs): Inputs {
  return [
    // By their paths, which count for `affected`, in place of dependencies on projects: see createDependencies.
    ...folders.flatMap((folder) => [
      `{workspaceRoot}/${folder}/package.json`,
      `{workspaceRoot}/${folder}/src/**/*`,
      `!{workspaceRoot}/${folder}/src/**/*.spec.ts`,
    ]),
    ...(projects.length === 0 ? [] : [{ input: 'production', projects: [...projects] }]),
    ...(packages.length === 0 ? [] : [{ externalDependencies: [...packages] }]),
  ];
}

/** The bundle that a tool's bin starts from. */
export function bundleOf({ bundleProject }: Tool): Dependencies {
  return bundleProject === undefined ? [] : [{ projects: [bundleProject], target: 'bundle' }];
}

/** Nx replaces {projectRoot}; the quotes are for the shell. findUnits has refused what quotes would not hold. */
export function folderArgument(unit: Unit): string {
  return unit.root.includes(' ') ? '"{projectRoot}"' : '{projectRoot}';
}

/** One configuration for each environment, so that `-c staging` is all there is to type; without one it is all of them. */
export function perEnvironment(unit: Unit, command: string): Pick<TargetConfiguration, 'options' | 'configurations'> {
  const configurations = Object.fromEntries(
    unit.environments.map((environment) => [environment, { command: `${command} --env ${environment}` }]),
  );
  return { options: { command }, ...(unit.environments.length === 0 ? {} : { configurations }) };
}
