import { evidenceInput } from '@careplane/assessment/evidence';
import type { MadeUnit } from '@careplane/assessment/evidence';
import { BadInput } from '@careplane/command-line';
import { flowsOf } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import { svgFile } from '@careplane/pages';
import type { Diagram, Picture } from '@careplane/pages';
import { replaceFile } from '@careplane/problems';
import { pictureOf } from './diagram/picture';
import { networkOf } from './network-picture';

/** What a picture of a network is drawn from. */
export interface DrawnPlatform {
  readonly directory: string;
  readonly model: PlatformModel;
  readonly units: readonly MadeUnit[];
  /** Default: the first production environment, otherwise the first. */
  readonly environment: string | undefined;
}

/** A network, laid out. */
export interface DrawnNetwork {
  readonly diagram: Diagram;
  readonly picture: Picture;
}

/** Draw the network of an environment; undefined for `shared`, which has none of its own. */
export async function drawNetwork(platform: DrawnPlatform): Promise<DrawnNetwork | undefined> {
  const { directory, model, units, environment } = platform;
  const usual = model.environments.find(({ production }) => production) ?? model.environments[0];
  const evidence = evidenceInput(directory, model, units, [], new Date());
  const hops = flowsOf(evidence.stacks, evidence.facts);
  const diagram = networkOf({ model, evidence, hops }, environment ?? usual?.name ?? '');
  return diagram === undefined ? undefined : { diagram, picture: await pictureOf(diagram) };
}

/**
 * Write a network into an SVG file.
 *
 * @param environment the one that was asked for
 * @throws BadInput for `shared`, which has no network of its own
 */
export function writeNetwork(file: string, network: DrawnNetwork | undefined, environment: string | undefined): void {
  if (network === undefined)
    throw new BadInput(
      `--diagram draws the network of an environment, and ${environment} is none: leave out --env, or name one.`,
    );
  replaceFile(file, svgFile(network.diagram, network.picture.wide));
}
