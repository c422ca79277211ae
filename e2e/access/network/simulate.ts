// Every pair of ends is tried with packets of every kind that can make a difference, from and to addresses that can.
import { isIn, isPublic } from './addresses';
import type { Block } from './addresses';
import { connects } from './packets';
import type { At, Attempt } from './packets';
import type { Filter, Host, Net, Subnet } from './net';

/** Hosts of the internet: of AWS, of documentation, and others. */
const HOSTS = ['8.8.8.8', '52.95.1.1', '198.51.100.7', '203.0.113.9'];
export const INTERNET = 'the internet';

/** Kinds of traffic between two ends, by words such as `tcp 443`. */
export interface Open {
  /** With all addresses that the ends may get in one pair of subnets. */
  readonly certain: ReadonlySet<string>;
  /** With some of their addresses. */
  readonly possible: ReadonlySet<string>;
}

/** What is open between ends, by `from > to`. */
export type OpenPairs = ReadonlyMap<string, Open>;

export interface Simulation {
  readonly open: OpenPairs;
  readonly packets: number;
}

/** The kinds of traffic that the rules of some networks tell apart. */
export function attemptsFor(nets: readonly Net[]): Attempt[] {
  const filters = nets.flatMap(filtersIn);
  const listening = nets.flatMap(({ hosts }) => hosts.flatMap(({ listensOn = [] }) => listensOn));
  const edges = [...filters.flatMap(({ firstPort, lastPort }) => [firstPort, lastPort]), ...listening, 22, 3389];
  const ports = [...new Set(edges.flatMap((port) => [port - 1, port, port + 1]))].filter(
    (port) => port >= 0 && port <= 65_535,
  );
  return [
    ...['tcp', 'udp'].flatMap((protocol) => ports.map((port) => ({ protocol, port, answerPort: 0 }))),
    { protocol: 'icmp', port: 0, answerPort: 0 },
  ];
}

/** Ports that callers choose: the first, the last, and one between. */
const ANSWER_PORTS = [1024, 40_000, 65_535];

/** Try all pairs of ends. */
export function simulate(net: Net, attempts: readonly Attempt[]): Simulation {
  const blocks = filtersIn(net).flatMap(({ block }) => block ?? []);
  const routed = [...net.subnets.values()].flatMap(({ routes }) => routes.map(({ block }) => block));
  const places = net.hosts.map((host) => ({ key: host.key, subnets: placesOf(host, blocks) }));
  const outside = outsideOf([...blocks, ...routed]);
  let packets = 0;
  const open = new Map<string, Open>();
  const tryPair = (key: string, from: readonly (readonly At[])[], to: readonly (readonly At[])[]): void => {
    const pairs = from.flatMap((start) => to.map((end) => start.flatMap((a) => end.map((b) => [a, b] as const))));
    const certain = new Set<string>();
    const possible = new Set<string>();
    for (const attempt of attempts) {
      const opens = (a: At, b: At): boolean => {
        packets += 1;
        return ANSWER_PORTS.some((answerPort) => connects(net, a, b, { ...attempt, answerPort }));
      };
      const answers = pairs.map((pair) => pair.map(([a, b]) => opens(a, b)));
      const isOutside = key.includes(INTERNET);
      // One host of the internet is enough; which address a host in a subnet gets, AWS chooses.
      const isCertain = isOutside
        ? answers.some((pair) => pair.includes(true))
        : answers.some((pair) => pair.every(Boolean));
      if (isCertain) certain.add(wordsOf(attempt));
      if (answers.flat().includes(true)) possible.add(wordsOf(attempt));
    }
    if (possible.size > 0) open.set(key, { certain, possible });
  };
  for (const { key, subnets } of places) {
    tryPair(`${INTERNET} > ${key}`, [outside], subnets);
    tryPair(`${key} > ${INTERNET}`, subnets, [outside]);
    for (const other of places) if (other.key !== key) tryPair(`${key} > ${other.key}`, subnets, other.subnets);
  }
  return { open, packets };
}

export const wordsOf = ({ protocol, port }: Attempt): string => (protocol === 'icmp' ? 'icmp' : `${protocol} ${port}`);

function filtersIn({ groups, subnets }: Net): Filter[] {
  return [
    ...[...groups.values()].flatMap(({ ingress, egress }) => [...ingress, ...egress]),
    ...[...subnets.values()].flatMap(({ acl = [] }) => acl),
  ];
}

/** Addresses of a host, by its subnets: AWS keeps the first four and the last one of each. */
function placesOf(host: Host, blocks: readonly Block[]): At[][] {
  return host.subnets.map((subnet) => addressesIn(subnet, blocks).map((address) => ({ host, subnet, address })));
}

function addressesIn({ block }: Subnet, blocks: readonly Block[]): number[] {
  const usable = { first: block.first + 4, last: block.last - 1 };
  const edges = blocks.flatMap(({ first, last }) => [first - 1, first, last, last + 1]);
  return [...new Set([usable.first, usable.last, ...edges])].filter((address) => isIn(usable, address));
}

function outsideOf(blocks: readonly Block[]): At[] {
  const named = blocks.flatMap(({ first, last }) => [first, last, last + 1]);
  const always = HOSTS.map((text) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0));
  return [...new Set([...always, ...named])]
    .filter(isPublic)
    .map((address) => ({ host: undefined, subnet: undefined, address }));
}
