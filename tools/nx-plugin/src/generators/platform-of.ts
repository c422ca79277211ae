import type { Tree } from '@nx/devkit';
import { PLATFORM_FILE } from '../units';
import type { Unit } from '../units';
import { refuse } from './refuse';
import { unitsOf } from './tree-units';

/** The platform of a name; refuses one that is not in the workspace. */
export async function platformOf(tree: Tree, name: string): Promise<Unit> {
  const platforms = (await unitsOf(tree)).filter((unit) => unit.platform === undefined);
  const found = platforms.find((unit) => unit.name === name);
  if (found !== undefined) return found;
  const known = platforms.map((unit) => unit.name).join(', ');
  const there = known === '' ? `There is no ${PLATFORM_FILE} in this workspace yet.` : `There are: ${known}.`;
  return refuse(`There is no platform "${name}". ${there} To create it: npx nx g @careplane/nx:platform ${name}`);
}
