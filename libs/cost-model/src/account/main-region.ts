import type { StackTemplate } from '../template/template';

const DEFAULT_REGION = 'us-east-1';

/**
 * The region that an account is mainly in: the given one, else that of most stacks, the first by name of several. What
 * belongs to the account and not to a region (data transfer, free quantities) counts there, and only once.
 */
export function mainRegion(templates: readonly StackTemplate[], given: string | undefined): string {
  if (given !== undefined) return given;
  const counts = new Map<string, number>();
  for (const { region } of templates) if (region !== undefined) counts.set(region, (counts.get(region) ?? 0) + 1);
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return most?.[0] ?? DEFAULT_REGION;
}
