import type { NetworkEnd } from './end';
import type { Network, NetworkEdge } from './network';
import type { Traffic } from './traffic';
import { intersection } from './traffic';

/** A way from one end to another, connection by connection. */
export type NetworkPath = readonly NetworkEdge[];

export interface PathLimits {
  /** Ends that a way may not go through. */
  readonly avoids: (end: NetworkEnd) => boolean;
  /** Only ways of one connection. */
  readonly isDirect: boolean;
  /** Traffic of the last connection. */
  readonly traffic: Traffic;
}

export interface FoundPaths {
  /** A way that is certain. */
  readonly certain: NetworkPath | undefined;
  /** A way that is possible, where none is certain. */
  readonly possible: NetworkPath | undefined;
}

/** The shortest ways from one end to each of some others. */
export function pathsFrom(
  network: Network,
  from: NetworkEnd,
  targets: readonly NetworkEnd[],
  limits: PathLimits,
): Map<NetworkEnd, FoundPaths> {
  const certain = search(network, from, limits, ({ passage }) => passage.certain);
  const possible = search(network, from, limits, ({ passage }) => passage.possible);
  return new Map(
    targets.map((target) => {
      const sure = certain.get(target);
      return [target, { certain: sure, possible: sure === undefined ? possible.get(target) : undefined }] as const;
    }),
  );
}

/** Breadth first: what is found first has the fewest connections. */
function search(
  { edges }: Network,
  from: NetworkEnd,
  { avoids, isDirect, traffic }: PathLimits,
  trafficOf: (edge: NetworkEdge) => Traffic,
): Map<NetworkEnd, NetworkPath> {
  const found = new Map<NetworkEnd, NetworkPath>();
  const passed = new Set([from]);
  let ways: NetworkPath[] = [[]];
  while (ways.length > 0) {
    const next: NetworkPath[] = [];
    for (const way of ways) {
      for (const edge of edges.get(way.at(-1)?.to ?? from) ?? []) {
        const longer = [...way, edge];
        if (edge.to !== from && !found.has(edge.to) && intersection(trafficOf(edge), traffic).length > 0) {
          found.set(edge.to, longer);
        }
        if (isDirect || passed.has(edge.to) || trafficOf(edge).length === 0 || !goesOn(edge.to) || avoids(edge.to))
          continue;
        passed.add(edge.to);
        next.push(longer);
      }
    }
    ways = next;
  }
  return found;
}

/** Endpoints of AWS answer, and never open connections (AWS PrivateLink Guide, "Concepts"). */
function goesOn({ kind }: NetworkEnd): boolean {
  return kind !== 'endpoint of AWS';
}
