// Whether a property of the network holds, by what is open between ends: whoever reaches an end reaches what the end opens.
import type { Ends, NetworkProperty } from '../../../libs/access-analysis/src/properties/terms';
import { INTERNET } from './simulate';
import type { Open, OpenPairs } from './simulate';

/** The ends that a property speaks of, by their keys. */
export type Select = (ends: Ends) => ReadonlySet<string>;

export function verdictOf(property: NetworkProperty, open: OpenPairs, select: Select): string {
  const { from, to } = property;
  if (select(from).size === 0 || select({ ...to, not: [] }).size === 0) return 'about nothing';
  const isOpen = (level: keyof Open): boolean =>
    [...select(from)].some((start) =>
      [...reached(property, open, select, start, level)].some((end) => select(to).has(end)),
    );
  if (isOpen('certain')) return 'refuted';
  return isOpen('possible') ? 'undecided' : 'proved';
}

/** Ends that a way leads to, without those that it may not go through. */
function reached(
  { onlyThrough, direct, ports, viaInternet }: NetworkProperty,
  open: OpenPairs,
  select: Select,
  start: string,
  level: keyof Open,
): ReadonlySet<string> {
  const closed = onlyThrough === undefined ? new Set<string>() : select(onlyThrough);
  const counts = (traffic: string): boolean => {
    const port = /^tcp (\d+)$/.exec(traffic)?.[1];
    if (ports?.of !== undefined) return ports.of.some((each) => String(each) === port);
    return !(ports?.except ?? []).some((each) => String(each) === port);
  };
  const found = new Set<string>();
  const gone = new Set([start]);
  const next = [start];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    for (const [pair, { [level]: traffic }] of open) {
      const [from, to = ''] = pair.split(' > ');
      if (from !== at || traffic.size === 0) continue;
      if (to !== start && [...traffic].some(counts)) found.add(to);
      const isEnd = direct === true || closed.has(to) || (viaInternet !== true && to === INTERNET);
      if (isEnd || gone.has(to)) continue;
      gone.add(to);
      next.push(to);
    }
  }
  return found;
}
