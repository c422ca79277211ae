import type { ParsedPlatform } from '../model';
import type { RuleProblem, PlatformRule } from './rule';

export type ParsedEnvironment = ParsedPlatform['environments'][string];

/** Run a check on every environment. */
export function eachEnvironment(
  check: (environment: ParsedEnvironment, name: string, platform: ParsedPlatform) => RuleProblem[],
): PlatformRule {
  return (platform) =>
    Object.entries(platform.environments).flatMap(([name, environment]) => check(environment, name, platform));
}

/** Environments whose value another environment has before them. */
export function repeated(platform: ParsedPlatform, valueOf: (environment: ParsedEnvironment) => string) {
  const firstWith = new Map<string, string>();
  return Object.entries(platform.environments).flatMap(([name, environment]) => {
    const value = valueOf(environment);
    const first = firstWith.get(value);
    if (first !== undefined) return [{ name, first, value }];
    firstWith.set(value, name);
    return [];
  });
}
