/** Numbers from first to last, both included. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * A set of kinds of traffic, as spans of one line of numbers: the ports of TCP, then those of UDP, then all other protocols as one
 * number. Sorted, without overlaps.
 */
export type Traffic = readonly Span[];

const PORTS = 65_536;
const OTHERS = 2 * PORTS;

export const NO_TRAFFIC: Traffic = [];
export const ALL_TRAFFIC: Traffic = [{ first: 0, last: OTHERS }];

/** Ports that operating systems choose for the answers (Amazon VPC User Guide, "Ephemeral ports"). */
export const EPHEMERAL: Traffic = [
  { first: 1024, last: PORTS - 1 },
  { first: PORTS + 1024, last: 2 * PORTS - 1 },
  { first: OTHERS, last: OTHERS },
];

/** Protocols of rules by name and number (IANA); security groups and ACLs take both. */
const TCP = ['tcp', '6'];
const UDP = ['udp', '17'];

/**
 * The traffic of a rule.
 *
 * @param protocol name or number; -1 is everything
 * @param first first port; undefined or -1: all ports
 */
export function trafficOf(protocol: string, first?: number, last = first): Traffic {
  if (protocol === '-1' || protocol === 'all') return ALL_TRAFFIC;
  const isTcp = TCP.includes(protocol.toLowerCase());
  if (!isTcp && !UDP.includes(protocol.toLowerCase())) return [{ first: OTHERS, last: OTHERS }];
  const from = isTcp ? 0 : PORTS;
  const isWhole = first === undefined || first < 0;
  return [{ first: from + (isWhole ? 0 : first), last: from + (isWhole ? PORTS - 1 : (last ?? first)) }];
}

export function union(...sets: readonly Traffic[]): Traffic {
  const [only = NO_TRAFFIC, ...more] = sets.filter(({ length }) => length > 0);
  if (more.length === 0) return only;
  const sorted = sets.flat().sort((a, b) => a.first - b.first);
  const joined: Span[] = [];
  for (const span of sorted) {
    const before = joined.at(-1);
    if (before === undefined || span.first > before.last + 1) joined.push(span);
    else joined[joined.length - 1] = { first: before.first, last: Math.max(before.last, span.last) };
  }
  return joined;
}

export function intersection(a: Traffic, b: Traffic): Traffic {
  // Most of what is on the way lets everything through.
  if (a === ALL_TRAFFIC) return b;
  if (b === ALL_TRAFFIC) return a;
  return a.flatMap((span) =>
    b
      .filter((other) => other.first <= span.last && span.first <= other.last)
      .map((other) => ({ first: Math.max(span.first, other.first), last: Math.min(span.last, other.last) })),
  );
}

export function difference(a: Traffic, b: Traffic): Traffic {
  return b.reduce<Traffic>(
    (rest, cut) =>
      rest.flatMap((span) => {
        if (cut.last < span.first || cut.first > span.last) return [span];
        const left = { first: span.first, last: cut.first - 1 };
        const right = { first: cut.last + 1, last: span.last };
        return [left, right].filter(({ first, last }) => first <= last);
      }),
    a,
  );
}

/** The traffic whose answers get back if these ports of the caller are open. */
export function answeredBy(back: Traffic): Traffic {
  const isOpen = (protocol: string) =>
    intersection(intersection(back, EPHEMERAL), trafficOf(protocol)).length > 0 ? trafficOf(protocol) : NO_TRAFFIC;
  return union(isOpen('tcp'), isOpen('udp'), isOpen('other'));
}

/** Traffic for people: `tcp 443, 8080 to 8090`. */
export function trafficWords(traffic: Traffic): string {
  if (traffic.some(({ first, last }) => first === 0 && last === OTHERS)) return 'all traffic';
  const of = (name: string): string[] => {
    const ports = intersection(traffic, trafficOf(name)).map(({ first, last }) => {
      const [from, to] = [first % PORTS, last % PORTS];
      return from === to ? String(from) : `${from} to ${to}`;
    });
    return ports.length === 0 ? [] : [`${name} ${ports.join(', ')}`];
  };
  const others = traffic.some(({ last }) => last === OTHERS) ? ['other protocols'] : [];
  return [...of('tcp'), ...of('udp'), ...others].join(' and ');
}
