/**
 * Priority of a balancer rule, from the route alone.
 *
 * A listener tries its rules by priority, smallest first, and priorities must be unique. Numbering them in sequence
 * would make every service's template depend on the services before it. Each route therefore hashes into a range of
 * numbers, one range for each depth of path, narrower before wider. Within a range two routes can collide by chance
 * (about 1 in 400 for 10 services with catch-all routes, 1 in 5 for 100); the loader sees that and asks for an explicit
 * priority.
 *
 * Sizes follow how routes are spread in practice: most services have a host of their own and take all of it.
 */
const BANDS = {
  exact: { first: 1, size: 5000 },
  deep: { first: 5001, size: 3000 },
  threeSegments: { first: 8001, size: 4000 },
  twoSegments: { first: 12001, size: 7000 },
  oneSegment: { first: 19001, size: 11000 },
  everything: { first: 30001, size: 20000 },
} as const;

/** Largest priority that a listener rule may have. */
export const MAX_PRIORITY = 50_000;

/** @param host label in front of the environment's domain, or "@"; @param path pattern such as "/api/*" */
export function routePriority(host: string, path: string): number {
  const band = bandOf(path);
  return band.first + (fnv1a(`${host} ${path}`) % band.size);
}

/** Characters before the first wildcard: of two patterns that both match, the one with more is the narrower. */
export function literalLength(path: string): number {
  const wildcard = path.search(/[*?]/);
  return wildcard === -1 ? Number.POSITIVE_INFINITY : wildcard;
}

function bandOf(path: string): { first: number; size: number } {
  if (!/[*?]/.test(path)) return BANDS.exact;
  if (path === '/*') return BANDS.everything;
  const depth = path.slice(0, literalLength(path)).split('/').length - 2;
  if (depth >= 4) return BANDS.deep;
  if (depth === 3) return BANDS.threeSegments;
  return depth === 2 ? BANDS.twoSegments : BANDS.oneSegment;
}

/** FNV-1a, 32 bits: small, well spread, the same everywhere. http://www.isthe.com/chongo/tech/comp/fnv/ */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
