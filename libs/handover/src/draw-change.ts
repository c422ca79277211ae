import { deployChange } from '@careplane/assessment/proofs';
import type { DrawnChange } from '@careplane/assessment/proofs';
import { counted } from '@careplane/command-line';
import type { PlatformModel } from '@careplane/config';
import type { PlannedStack } from '@careplane/deployment/change-sets';
import { svgFile } from '@careplane/pages';
import { replaceFile } from '@careplane/problems';
import { layOut } from './diagram/layout';

/**
 * Write the picture of a change into an SVG file, completely or not at all.
 *
 * @returns what the picture has, as a sentence
 */
export async function drawChange(file: string, { diagram, added, removed }: DrawnChange): Promise<string> {
  replaceFile(file, svgFile(diagram, await layOut(diagram, 'RIGHT')));
  return `Drawn in ${file}: ${counted(added, 'arrow')} added, ${counted(removed, 'arrow')} removed.`;
}

/**
 * The same of what a deploy would change.
 *
 * @param assemblies folder that synth wrote
 */
export async function drawDeployChange(
  file: string,
  model: PlatformModel,
  planned: readonly PlannedStack[],
  assemblies: string,
): Promise<string> {
  return drawChange(file, deployChange(model, planned, assemblies));
}
