import type { StackTemplate } from '../template/template';

const DEFAULT_REGION = 'us-east-1';

/**
 * The main region of an account: the given region, otherwise the region of most stacks (the first by name if there are
 * several). Account-wide charges (data transfer, free quantities) count there, and only once.
 */
export function mainRegion(templates: readonly StackTemplate[], given: string | undefined): string {
  if (given !== undefined) return given;
  const counts = new Map<string, number>();
  for (const { region } of templates) if (region !== undefined) counts.set(region, (counts.get(region) ?? 0) + 1);
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return most?.[0] ?? DEFAULT_REGION;
}
