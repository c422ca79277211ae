import { dropUndefined } from './drop-undefined';
import type { CacheSettings, ParsedPlatform } from './model';

type ParsedEnvironment = ParsedPlatform['environments'][string];

/** Caches of an environment. */
export function cachesOf(platform: ParsedPlatform, environment: ParsedEnvironment): CacheSettings[] {
  const usual = environment.tier === 'production' ? 2 : 1;
  return Object.entries(platform.caches).map(([name, { nodes, ...settings }]) => ({
    name,
    ...settings,
    nodes: nodes ?? usual,
    ...dropUndefined(environment.caches?.[name] ?? {}),
  }));
}
