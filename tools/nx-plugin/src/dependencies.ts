import { dirname } from 'node:path/posix';
import type { CreateDependencies, DependencyType, ImplicitDependency } from '@nx/devkit';
import { PLATFORM_TAG, UNIT_TAG } from './project';
import { findToolkit } from './toolkit';

/** As a type only: the enum itself would load all of Nx's devkit in every Nx command. */
const IMPLICIT = 'implicit' as DependencyType.implicit;

/**
 * A platform depends on the libraries and packages that decide what is synthesized and how it is judged, and its services
 * depend on the platform: a change of theirs affects all units. Where the toolkit comes from npm, the dependency is on
 * that package, so that an upgrade affects them.
 *
 * There is no dependency on the deploy app, because then every file of the app, such as prices, would be a reason to
 * deploy. The app's own files are inputs of the targets by their paths, which Nx takes into account for `affected`,
 * too.
 *
 * Services do not name their platform as `implicitDependencies` of their projects: Nx takes those for patterns, and lists all
 * projects for each of them, about an eighth of the processor time that a thousand services add to a command.
 */
export const createDependencies: CreateDependencies = (_options, { projects, externalNodes, workspaceRoot }) => {
  const { check } = findToolkit(workspaceRoot).inputs;
  const targets = [
    ...check.projects.filter((project) => project in projects),
    ...check.packages.map((name) => `npm:${name}`).filter((node) => externalNodes?.[node] !== undefined),
  ];
  const units = Object.entries(projects).filter(([, { tags }]) => tags?.includes(UNIT_TAG));
  const platforms = units.filter(([, { tags }]) => tags?.includes(PLATFORM_TAG));
  // By its folder, because a project.json may give a project another name.
  const platformAt = new Map(platforms.map(([name, { root }]) => [root, name]));
  const to = (source: string, target: string): ImplicitDependency => ({ source, target, type: IMPLICIT });
  return units.flatMap(([source, { root }]) => {
    if (platformAt.get(root) === source) return targets.map((target) => to(source, target));
    const platform = platformAt.get(dirname(root));
    return platform === undefined ? [] : [to(source, platform)];
  });
};
