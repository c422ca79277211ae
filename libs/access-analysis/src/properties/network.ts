import type { NetworkEnd } from '../network/end';
import type { Network } from '../network/network';
import { pathsFrom } from '../network/paths';
import type { NetworkPath } from '../network/paths';
import { ALL_TRAFFIC, intersection, trafficOf, trafficWords, union } from '../network/traffic';
import type { Traffic } from '../network/traffic';
import type { Witness } from '../decide/question';
import type { OpenQuestion, Proof, Refutation } from './judge';
import { fits } from './select';
import type { Selection } from './select';
import type { Ends, NetworkProperty } from './terms';

/** Decide whether the network has a way that a property forbids. */
export function proveNetwork(property: NetworkProperty, network: Network, selection: Selection): Proof {
  const starts = selected(property.from, network, selection);
  const targets = selected(property.to, network, selection);
  const passes = property.onlyThrough;
  const traffic = trafficOfPorts(property.ports);
  const limits = {
    avoids: (end: NetworkEnd) =>
      (passes !== undefined && isOf(end, passes, selection)) ||
      (property.viaInternet !== true && end.kind === 'internet'),
    isDirect: property.direct === true,
    traffic,
  };
  const refutations: Refutation[] = [];
  const open: OpenQuestion[] = [];
  for (const start of starts) {
    for (const [target, { certain, possible }] of pathsFrom(network, start, targets, limits)) {
      if (target === start) continue;
      if (certain !== undefined) refutations.push(refutation(start, certain, traffic));
      else if (possible !== undefined) open.push(openQuestion(start, possible, traffic));
    }
  }
  // What is left out counts too: "no load balancer without WAF" is about all load balancers.
  const counts = {
    principals: starts.length,
    resources: selected({ ...property.to, not: [] }, network, selection).length,
  };
  return { property, verdict: verdictOf(refutations, open, counts), refutations, open, accepted: [], ...counts };
}

function verdictOf(
  refutations: readonly unknown[],
  open: readonly unknown[],
  { principals, resources }: { readonly principals: number; readonly resources: number },
): Proof['verdict'] {
  if (refutations.length > 0) return 'refuted';
  if (open.length > 0) return 'undecided';
  return principals === 0 || resources === 0 ? 'about nothing' : 'proved';
}

/** The ends that a property speaks of. */
export function selected(ends: Ends, network: Network, selection: Selection): NetworkEnd[] {
  return network.ends.filter((end) => isOf(end, ends, selection));
}

function isOf(
  end: NetworkEnd,
  { kind, environment, name, firewall, public: open, not = [] }: Ends,
  selection: Selection,
): boolean {
  return (
    (kind === undefined || kind.includes(end.kind)) &&
    (environment === undefined ||
      (end.kind !== 'internet' && selection.isIn(selection.environmentOf(end), environment))) &&
    (name === undefined || name.some((each) => endNames(end).some((own) => fits(each, own)))) &&
    (firewall === undefined || end.hasFirewall === firewall) &&
    (open === undefined || end.isPublic === open) &&
    !not.some((each) => isOf(end, each, selection))
  );
}

/** Names by which people call an end. */
export function endNames({ name, stack, id, path }: NetworkEnd): string[] {
  return [name, `${stack}/${id}`, ...(path === undefined ? [] : [path])];
}

function trafficOfPorts({
  of,
  except,
}: { readonly of?: readonly number[]; readonly except?: readonly number[] } = {}): Traffic {
  const tcp = (ports: readonly number[]) => union(...ports.map((port) => trafficOf('tcp', port)));
  if (of !== undefined) return tcp(of);
  if (except === undefined) return ALL_TRAFFIC;
  const allowed = [...except].sort((a, b) => a - b);
  const starts = [0, ...allowed.map((port) => port + 1)];
  const spans = starts.flatMap((first, index) => {
    const last = (allowed[index] ?? 65_536) - 1;
    return first > last ? [] : [trafficOf('tcp', first, last)];
  });
  return union(...spans, trafficOf('udp'), trafficOf('other'));
}

function refutation(start: NetworkEnd, path: NetworkPath, traffic: Traffic): Refutation {
  return {
    principal: start.name,
    arn: start.name,
    witness: witnessOf(path, traffic, ({ passage }) => passage.certain),
    steps: path.slice(0, -1).map(({ to }) => ({ kind: 'connects to' as const, role: to.name })),
  };
}

function openQuestion(start: NetworkEnd, path: NetworkPath, traffic: Traffic): OpenQuestion {
  return {
    principal: start.name,
    reasons: [...new Set(path.flatMap(({ passage }) => passage.reasons))],
    possible: witnessOf(path, traffic, ({ passage }) => passage.possible),
  };
}

/** The last connection, and the rules of all connections that let it through. */
function witnessOf(path: NetworkPath, traffic: Traffic, through: (edge: NetworkPath[number]) => Traffic): Witness {
  const last = path.at(-1);
  const opened = last === undefined ? [] : intersection(through(last), traffic);
  const rules = path.flatMap((edge) => {
    const used = edge === last ? opened : through(edge);
    return edge.passage.rules.filter((rule) => intersection(rule.traffic, used).length > 0).map(({ source }) => source);
  });
  const keys = new Map(rules.map((source) => [`${source.stack} ${source.resource} ${source.statement}`, source]));
  return {
    action: `open ${trafficWords(opened)}`,
    resource: last?.to.name ?? '',
    context: {},
    allowedBy: [...keys.values()],
  };
}
