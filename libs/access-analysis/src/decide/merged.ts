import type { Clause } from '../automata/language';
import type { Pattern } from '../automata/pattern';
import type { Part } from './parts';

/**
 * Resources whose policies say nothing about the actions, and that no policy tells apart, are one part: most roles and most resources
 * with tags.
 */
export function merged(parts: readonly Part[]): Part[] {
  const groups = new Map<string, { readonly first: Part; readonly patterns: Pattern[] }>();
  return parts
    .map((part): Part | undefined => {
      const { region, guard } = part;
      const [list, ...others] = region.resources;
      const isMute = guard?.statements.length === 0 && !guard.isRequired;
      if (!isMute || guard.likeness === undefined || list === undefined || !isListOfNames(list)) return part;
      const key = `${guard.likeness}\n${numberOf(region.actions)} ${others.map(({ patterns }) => numberOf(patterns)).join(' ')}`;
      const known = groups.get(key);
      if (known !== undefined) {
        known.patterns.push(...list.patterns);
        return undefined;
      }
      const patterns = [...list.patterns];
      const first = { ...part, region: { ...region, resources: [{ patterns, inside: true }, ...others] } };
      groups.set(key, { first, patterns });
      return first;
    })
    .filter((part) => part !== undefined);
}

function isListOfNames({ inside, patterns }: Clause): boolean {
  return inside && patterns.every(({ literal, ignoresCase }) => literal !== undefined && !ignoresCase);
}

const NUMBERS = new WeakMap<object, number>();
let numbered = 0;

function numberOf(value: object): number {
  const known = NUMBERS.get(value) ?? (numbered += 1);
  NUMBERS.set(value, known);
  return known;
}
