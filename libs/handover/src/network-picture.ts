import type { Diagram } from '@careplane/pages';
import { networkDiagram } from './diagram/network';
import { handoverFacts } from './facts/facts';
import type { HandoverInput } from './input';

/** What the picture of a network is made from. */
export type NetworkPictureInput = Pick<HandoverInput, 'model' | 'evidence' | 'hops'>;

/** The network of an environment as a diagram; undefined if the platform has no such environment. */
export function networkOf(input: NetworkPictureInput, environment: string): Diagram | undefined {
  const found = input.model.environments.find(({ name }) => name === environment);
  return found === undefined ? undefined : networkDiagram(handoverFacts(input as HandoverInput), found);
}
