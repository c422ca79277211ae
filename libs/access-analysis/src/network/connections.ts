import type { AccessWorld } from '../template/world';
import type { NetworkEnd } from './end';
import { networkOf } from './network';
import { trafficWords } from './traffic';

/** What is at an end of a connection, for people and pictures. */
export type NamedEnd = Pick<NetworkEnd, 'name' | 'kind' | 'stack' | 'id'>;

/** A connection that the network allows, or may allow. */
export interface ProvedConnection {
  readonly from: NamedEnd;
  readonly to: NamedEnd;
  /** `certain`: it can be opened whatever the values are that only the deploy knows. `possible`: it depends on them. */
  readonly verdict: 'certain' | 'possible';
  /** The traffic in words, such as `tcp 3306`. */
  readonly traffic: string;
}

/** The ends of connections of some stacks, each with the name that properties give it. */
export function endsIn({ resolvers }: AccessWorld): NamedEnd[] {
  return networkOf(resolvers).ends.map(named);
}

/** All connections that can be opened, or may be: what is not here is proved to be closed. */
export function provedConnections({ resolvers }: AccessWorld): ProvedConnection[] {
  return [...networkOf(resolvers).edges.values()].flat().map(({ from, to, passage }) => {
    const isCertain = passage.certain.length > 0;
    return {
      from: named(from),
      to: named(to),
      verdict: isCertain ? 'certain' : 'possible',
      traffic: trafficWords(isCertain ? passage.certain : passage.possible),
    };
  });
}

function named({ name, kind, stack, id }: NetworkEnd): NamedEnd {
  return { name, kind, stack, id };
}
