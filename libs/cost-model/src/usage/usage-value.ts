import type { UsageValue } from './usage-file';

/** A map of a YAML file. */
export type PlainMap = Readonly<Record<string, unknown>>;

/** What is wrong with a place of the file. */
export interface Fault {
  readonly message: string;
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

/** Takes a fault of a place: keys below the value's own place, such as `['low']`. */
export type Complain = (below: readonly string[], fault: Fault) => void;

const CASES = ['low', 'expected', 'high'] as const;

/** Whether a map is a range, and no group of keys. */
export function isRange(map: PlainMap): boolean {
  return CASES.some((name) => Object.hasOwn(map, name));
}

export function isPlainMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A number, the name of a choice, or a range. Reports anything else as a problem and returns undefined. */
export function readValue(value: unknown, complain: Complain): UsageValue | undefined {
  return isPlainMap(value) ? readRange(value, complain) : readAmount(value, [], complain);
}

function readRange(map: PlainMap, complain: Complain): UsageValue | undefined {
  const [low, expected, high] = CASES.map((name) => {
    if (Object.hasOwn(map, name)) return readAmount(map[name], [name], complain);
    const fix = 'Give low, expected and high.';
    complain([name], { message: 'is missing', given: '(nothing)', allowed: 'a number', fix });
    return undefined;
  });
  if (typeof low !== 'number' || typeof expected !== 'number' || typeof high !== 'number') return undefined;
  if (low <= expected && expected <= high) return { low, expected, high };
  const given = `${low}, ${expected}, ${high}`;
  const fix = 'Order the three values from low to high.';
  complain([], { message: 'is out of order', given, allowed: 'low ≤ expected ≤ high', fix });
  return undefined;
}

function readAmount(value: unknown, below: readonly string[], complain: Complain): number | string | undefined {
  const given = textOf(value);
  if (typeof value === 'string' && /^[a-z0-9]+(-[a-z]+)*$/.test(value) && !/^\d+$/.test(value)) return value;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    const fix = 'Write a number without a unit, such as 120 or 1.5e6.';
    complain(below, {
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
  complain(below, { message, given, allowed: 'a number from 0 to 1e15', fix });
  return undefined;
}

/** A value for a message. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  return Array.isArray(value) ? '(a list)' : '(a map)';
}
