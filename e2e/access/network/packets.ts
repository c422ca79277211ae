// Packets, one by one: whether the first packet of a connection arrives, and whether its answer comes back (Amazon VPC User Guide,
// "Route tables", "Security group rules" and "Network ACL rules"). Nothing here is shared with libs/access-analysis.
import { isIn, isPublic } from './addresses';
import type { Filter, Host, Net, Subnet } from './net';

/** A connection that is tried. */
export interface Attempt {
  readonly protocol: string;
  readonly port: number;
  /** Port that the answer goes to. */
  readonly answerPort: number;
}

/** An address of a host; a host of the internet has no subnet. */
export interface At {
  readonly host: Host | undefined;
  readonly subnet: Subnet | undefined;
  readonly address: number;
}

/** Whether one end opens a connection to another. */
export function connects(net: Net, from: At, to: At, attempt: Attempt): boolean {
  const { host: caller } = from;
  const { host: called } = to;
  if (caller?.forwardsTo !== undefined && called !== undefined) {
    // A load balancer opens connections to its targets.
    if (!called.targetGroups.some((group) => caller.forwardsTo?.includes(group))) return false;
  }
  if (called?.listensOn !== undefined) {
    if (attempt.protocol !== 'tcp' || !called.listensOn.includes(attempt.port)) return false;
  }
  if (caller !== undefined && !groupsLet(net, caller, 'egress', to, attempt)) return false;
  if (called !== undefined && !groupsLet(net, called, 'ingress', from, attempt)) return false;
  return travels(net, from, to, attempt);
}

function groupsLet(net: Net, host: Host, direction: 'ingress' | 'egress', other: At, attempt: Attempt): boolean {
  return host.groups.some((id) =>
    (net.groups.get(id)?.[direction] ?? []).some(
      (rule) =>
        concerns(rule, attempt.protocol, attempt.port) &&
        (rule.block === undefined
          ? rule.group !== undefined && other.host !== undefined && other.host.groups.includes(rule.group)
          : isIn(rule.block, other.address)),
    ),
  );
}

function concerns({ protocol, firstPort, lastPort }: Filter, own: string, port: number): boolean {
  if (protocol === '-1') return true;
  return protocol === own && (!['tcp', 'udp'].includes(own) || (firstPort <= port && port <= lastPort));
}

function travels(net: Net, from: At, to: At, attempt: Attempt): boolean {
  const { subnet: start } = from;
  const { subnet: end } = to;
  if (start !== undefined && end !== undefined) {
    return start.id === end.id || betweenSubnets({ ...from, subnet: start }, { ...to, subnet: end }, attempt);
  }
  if (start === undefined && end !== undefined) {
    if (to.host?.hasPublicAddress !== true || !isPublic(from.address)) return false;
    // The answer takes the route back.
    const isBack = routeFor(end, from.address)?.target === 'internet gateway';
    return isBack && aclLetsIn(end, from.address, attempt);
  }
  return start !== undefined && goesOut(net, { ...from, subnet: start }, to.address, attempt);
}

type InSubnet = At & { readonly subnet: Subnet };

function betweenSubnets(from: InSubnet, to: InSubnet, attempt: Attempt): boolean {
  return (
    isIn(from.subnet.local, to.address) &&
    aclLetsOut(from.subnet, to.address, attempt) &&
    aclLetsIn(to.subnet, from.address, attempt)
  );
}

function goesOut(net: Net, { host, subnet, address }: InSubnet, called: number, attempt: Attempt): boolean {
  if (!isPublic(called)) return false;
  const route = routeFor(subnet, called);
  if (route === undefined || !aclLetsOut(subnet, called, attempt)) return false;
  if (route.target === 'internet gateway') return host?.hasPublicAddress === true;
  const gateway = net.subnets.get(net.natSubnets.get(route.id) ?? '');
  if (gateway === undefined || routeFor(gateway, called)?.target !== 'internet gateway') return false;
  // Packets between the caller and the gateway have the address of the host on the internet: the ACL of the caller has seen them.
  return gateway.id === subnet.id || (aclLetsOut(gateway, called, attempt) && aclLetsIn(gateway, address, attempt));
}

/** A connection that is opened from a subnet: the first packet out, and the answer in. */
function aclLetsOut(subnet: Subnet, other: number, { protocol, port, answerPort }: Attempt): boolean {
  return aclLets(subnet, true, other, protocol, port) && aclLets(subnet, false, other, protocol, answerPort);
}

/** A connection that is opened into a subnet: the first packet in, and the answer out. */
function aclLetsIn(subnet: Subnet, other: number, { protocol, port, answerPort }: Attempt): boolean {
  return aclLets(subnet, false, other, protocol, port) && aclLets(subnet, true, other, protocol, answerPort);
}

/** The most specific route decides; a VPC's own addresses need none. */
function routeFor({ routes, local }: Subnet, address: number): Subnet['routes'][number] | undefined {
  if (isIn(local, address)) return undefined;
  return routes
    .filter(({ block }) => isIn(block, address))
    .sort((a, b) => a.block.last - a.block.first - (b.block.last - b.block.first))[0];
}

/** The first entry that fits decides; without one, nothing gets through. */
function aclLets({ acl }: Subnet, isEgress: boolean, other: number, protocol: string, port: number): boolean {
  if (acl === undefined) return true;
  const entry = acl.find(
    (each) =>
      each.isEgress === isEgress &&
      concerns(each, protocol, port) &&
      (each.block === undefined || isIn(each.block, other)),
  );
  return entry?.allows === true;
}
