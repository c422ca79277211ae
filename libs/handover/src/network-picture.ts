import { layOut } from './diagram/layout';
import { networkDiagram } from './diagram/network';
import { svgFile } from './diagram/svg';
import { handoverFacts } from './facts/facts';
import type { HandoverInput } from './input';

/** What the picture of a network is made from. */
export type NetworkPictureInput = Pick<HandoverInput, 'model' | 'evidence' | 'hops'>;

/** The network of an environment as an SVG file; undefined if the platform has no such environment. */
export async function networkPicture(input: NetworkPictureInput, environment: string): Promise<string | undefined> {
  const found = input.model.environments.find(({ name }) => name === environment);
  if (found === undefined) return undefined;
  const diagram = networkDiagram(handoverFacts(input as HandoverInput), found);
  return svgFile(diagram, await layOut(diagram, 'RIGHT'));
}
