import { evidenceInput } from '@careplane/assessment/evidence';
import type { MadeUnit } from '@careplane/assessment/evidence';
import { BadInput } from '@careplane/command-line';
import { flowsOf } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import { replaceFile } from '@careplane/problems';
import { networkPicture } from './network-picture';

/** What a picture of a network is drawn from. */
export interface DrawnPlatform {
  readonly directory: string;
  readonly model: PlatformModel;
  readonly units: readonly MadeUnit[];
  /** Default: the first production environment, otherwise the first. */
  readonly environment: string | undefined;
}

/**
 * Draw the network of an environment into an SVG file.
 *
 * @throws BadInput for `shared`, which has no network of its own
 */
export async function drawNetwork(file: string, platform: DrawnPlatform): Promise<void> {
  const { directory, model, units, environment } = platform;
  const usual = model.environments.find(({ production }) => production) ?? model.environments[0];
  const evidence = evidenceInput(directory, model, units, [], new Date());
  const hops = flowsOf(evidence.stacks, evidence.facts);
  const svg = await networkPicture({ model, evidence, hops }, environment ?? usual?.name ?? '');
  if (svg === undefined)
    throw new BadInput(
      `--diagram draws the network of an environment, and ${environment} is none: leave out --env, or name one.`,
    );
  replaceFile(file, svg);
}
