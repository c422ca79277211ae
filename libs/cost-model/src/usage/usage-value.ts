import { yamlParser } from '../template/yaml';
import type { UsageValue } from './usage-file';

export type YamlMap = import('yaml').YAMLMap<unknown, unknown>;

/** What is wrong with a place of the file. */
export interface Fault {
  readonly message: string;
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

/** Takes a fault of a node; its path goes on behind the value's own, such as `.low`. */
export type Complain = (node: unknown, path: string, fault: Fault) => void;

const CASES = ['low', 'expected', 'high'] as const;

/** Whether a map is a range, and no group of keys. */
export function isRange(map: YamlMap): boolean {
  return CASES.some((name) => map.has(name));
}

/** A number, the name of a choice, or a range. Reports anything else as a problem and returns undefined. */
export function readValue(node: unknown, complain: Complain): UsageValue | undefined {
  return yamlParser().isMap(node) ? readRange(node, complain) : readAmount(node, '', complain);
}

function readRange(map: YamlMap, complain: Complain): UsageValue | undefined {
  const [low, expected, high] = CASES.map((name) => {
    const node = map.get(name, true);
    if (node !== undefined) return readAmount(node, `.${name}`, complain);
    const fix = 'Give low, expected and high.';
    complain(map, `.${name}`, { message: 'is missing', given: '(nothing)', allowed: 'a number', fix });
    return undefined;
  });
  if (typeof low !== 'number' || typeof expected !== 'number' || typeof high !== 'number') return undefined;
  if (low <= expected && expected <= high) return { low, expected, high };
  const given = `${low}, ${expected}, ${high}`;
  const fix = 'Order the three values from low to high.';
  complain(map, '', { message: 'is out of order', given, allowed: 'low ≤ expected ≤ high', fix });
  return undefined;
}

function readAmount(node: unknown, path: string, complain: Complain): number | string | undefined {
  const value: unknown = yamlParser().isScalar(node) ? node.value : undefined;
  const given = textOf(node);
  if (typeof value === 'string' && /^[a-z0-9]+(-[a-z]+)*$/.test(value) && !/^\d+$/.test(value)) return value;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    const fix = 'Write a number without a unit, such as 120 or 1.5e6.';
    complain(node, path, {
      message: 'is not a number',
      given: given || '(nothing)',
      allowed: 'a number, 0 or more',
      fix,
    });
    return undefined;
  }
  if (value >= 0 && value <= 1e15) return value;
  const message = value < 0 ? 'is negative' : 'is too large';
  const fix = 'Write the usage of a month.';
  complain(node, path, { message, given, allowed: 'a number from 0 to 1e15', fix });
  return undefined;
}

/** A key or value as it was written, where it is one word. */
export function textOf(node: unknown): string {
  const { isAlias, isMap, isScalar } = yamlParser();
  if (isScalar(node)) return String(node.value);
  if (node === null || node === undefined) return '';
  if (isMap(node)) return '(a map)';
  return isAlias(node) ? '(an alias)' : '(a list)';
}
