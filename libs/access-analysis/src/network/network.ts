import { textWords } from '../policy/text';
import type { Resolver } from '../template/resolver';
import { resourcesOf } from '../template/stack';
import { connection } from './connection';
import { INTERNET } from './end';
import type { NetworkEnd } from './end';
import { endsOf } from './ends';
import type { Passage } from './passage';
import { securityGroupsOf } from './security-groups';
import { subnetsOf } from './subnets';

/** A connection that the network allows, or may allow. */
export interface NetworkEdge {
  readonly from: NetworkEnd;
  readonly to: NetworkEnd;
  readonly passage: Passage;
}

/** The network of some stacks: what can open connections to what. */
export interface Network {
  /** The internet, and everything in the VPCs. */
  readonly ends: readonly NetworkEnd[];
  /** All connections that are possible, by the end that opens them. */
  readonly edges: ReadonlyMap<NetworkEnd, readonly NetworkEdge[]>;
}

/** The network is asked for by what checks properties, by what decides them, and by pictures. */
const KNOWN = new WeakMap<readonly Resolver[], Network>();

/** Read the network of some stacks, and decide which connections it allows. */
export function networkOf(resolvers: readonly Resolver[]): Network {
  const known = KNOWN.get(resolvers) ?? readNetwork(resolvers);
  KNOWN.set(resolvers, known);
  return known;
}

function readNetwork(resolvers: readonly Resolver[]): Network {
  const subnets = subnetsOf(resolvers);
  const facts = { groups: securityGroupsOf(resolvers), subnets, natSubnets: natSubnetsOf(resolvers) };
  const ends = [INTERNET, ...endsOf(resolvers, subnets)];
  const edges = new Map(
    ends.map((from) => [
      from,
      ends
        .filter((to) => to !== from)
        .map((to) => ({ from, to, passage: connection(from, to, facts) }))
        .filter(({ passage }) => passage.possible.length > 0),
    ]),
  );
  return { ends, edges };
}

function natSubnetsOf(resolvers: readonly Resolver[]): Map<string, string> {
  return new Map(
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, 'AWS::EC2::NatGateway').map(
        ({ id, properties }) =>
          [textWords(resolver.text({ Ref: id })), textWords(resolver.text(properties['SubnetId']))] as const,
      ),
    ),
  );
}
