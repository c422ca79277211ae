import { basename } from 'node:path/posix';
import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import type { Toolkit, ToolkitInputs } from './toolkit';
import type { Unit } from './units';

/** Folder, from the root of the workspace, that holds one cloud assembly per unit. */
export const ASSEMBLIES = 'dist/assemblies';

/** The tag of every project made from a platform.yaml or a service.yaml. */
export const UNIT_TAG = 'careplane:unit';

const TECHNOLOGIES = ['aws-cdk', 'cloudformation'];

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/** The Nx project of a unit. */
export function projectOf(unit: Unit, toolkit: Toolkit): ProjectConfiguration {
  const platform = unit.platform ?? unit;
  return {
    name: unit.name,
    root: unit.root,
    projectType: 'application',
    // `nx run-many -t check --projects=tag:platform:medmo` is all of medmo.
    tags: [UNIT_TAG, unit.platform === undefined ? 'platform' : 'service', `platform:${platform.name}`],
    ...(unit.platform === undefined ? {} : { implicitDependencies: [platform.name] }),
    metadata: {
      description:
        unit.platform === undefined
          ? `The platform ${unit.name}: what its services share.`
          : `A service of the platform ${platform.name}.`,
      technologies: TECHNOLOGIES,
    },
    targets: { synth: synthTarget(unit, toolkit), check: checkTarget(unit, toolkit) },
  };
}

function synthTarget(unit: Unit, toolkit: Toolkit): TargetConfiguration {
  return {
    executor: 'nx:run-commands',
    options: { command: `careplane synth ${folderOf(unit)} --unit ${unit.name} --out ${ASSEMBLIES}` },
    cache: true,
    // The bin starts from a bundle; a stale one would synthesize yesterday's stacks.
    ...(toolkit.deployProject === undefined
      ? {}
      : { dependsOn: [{ projects: [toolkit.deployProject], target: 'bundle' }] }),
    inputs: [...configurationOf(unit), ...toolkitInputs(toolkit.synth)],
    outputs: [`{workspaceRoot}/${ASSEMBLIES}/${unit.name}`],
    metadata: {
      description: `Write the CloudFormation of ${unit.name} to ${ASSEMBLIES}/${unit.name}.`,
      technologies: TECHNOLOGIES,
    },
  };
}

function checkTarget(unit: Unit, toolkit: Toolkit): TargetConfiguration {
  return {
    executor: 'nx:run-commands',
    options: { command: `careplane check ${folderOf(unit)} --unit ${unit.name} --assembly ${ASSEMBLIES}` },
    cache: true,
    dependsOn: ['synth'],
    inputs: [
      ...configurationOf(unit),
      ...toolkitInputs(toolkit.check),
      // The assembly is ignored by git: as a plain file set it would hash to the same nothing, whatever is in it.
      { dependentTasksOutputFiles: '**/*' },
      // cfn-lint judges too where it is installed: a verdict given without it must not stand in for one with it.
      { runtime: '"${CFN_LINT_BIN:-cfn-lint}" --version || echo absent' },
    ],
    metadata: {
      description: `Judge the CloudFormation of ${unit.name}: is it what the sources give, and is it safe under HIPAA?`,
      technologies: TECHNOLOGIES,
    },
  };
}

/** The unit's own file and, for a service, the platform's; never a neighbour's: units do not depend on each other. */
function configurationOf(unit: Unit): Inputs {
  const platform = unit.platform === undefined ? [] : [`{workspaceRoot}/${unit.platform.file}`];
  return [`{projectRoot}/${basename(unit.file)}`, ...platform];
}

function toolkitInputs({ projects, packages }: ToolkitInputs): Inputs {
  return [
    ...(projects.length === 0 ? [] : [{ input: 'production', projects: [...projects] }]),
    ...(packages.length === 0 ? [] : [{ externalDependencies: [...packages] }]),
  ];
}

/** Nx replaces {projectRoot}; the quotes are for the shell. findUnits has refused what quotes would not hold. */
function folderOf(unit: Unit): string {
  return unit.root.includes(' ') ? '"{projectRoot}"' : '{projectRoot}';
}
