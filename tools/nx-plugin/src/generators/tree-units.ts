import { getProjects, globAsync } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import { readParsed } from '../unit-file';
import { findUnits, PLATFORM_FILE, SERVICE_FILE } from '../units';
import type { Unit } from '../units';
import { refuse } from './refuse';

/** The units of a workspace, with what a generator is about to write. */
export async function unitsOf(tree: Tree): Promise<readonly Unit[]> {
  const files = await globAsync(tree, [`**/${PLATFORM_FILE}`, `**/${SERVICE_FILE}`]);
  const { units } = await findUnits(files, { text: (file) => tree.read(file, 'utf8') ?? '', parsed: readParsed });
  return units;
}

/**
 * Refuses a folder that belongs to another project, because two projects cannot share a folder.
 *
 * @param unit the one project that may be there
 */
export function checkFolder(tree: Tree, root: string, unit?: string): void {
  const project = [...getProjects(tree).values()].find((known) => known.root === root && known.name !== unit);
  if (project !== undefined)
    refuse(`${root} is the folder of the project "${project.name ?? root}". Choose another name.`);
}

/** Refuses a unit whose name another project has. A unit in the same folder does not count. */
export async function checkFree(tree: Tree, name: string, root: string): Promise<void> {
  const unit = (await unitsOf(tree)).find((known) => known.name === name && known.root !== root);
  const project = unit ?? [...getProjects(tree).values()].find((known) => known.name === name && known.root !== root);
  if (project !== undefined) {
    refuse(
      `The name "${name}" is already used by the project in ${project.root}. Choose another name, or rename that project.`,
    );
  }
}
