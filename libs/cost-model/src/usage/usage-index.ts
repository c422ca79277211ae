import type { Range } from '../estimate-types';
import { exact, flat } from '../exact';
import type { UsageFile, UsageOfResource, UsageValue } from './usage-file';

/** Of a resource, what its usage can be addressed by. */
export interface Addressable {
  readonly stack: string;
  readonly logicalId: string;
  readonly constructPath: string;
  readonly type: string;
}

/** Addresses of a resource from the widest to the narrowest: its type, its stack, each prefix of its path, itself. */
export function addressesOf({ stack, logicalId, constructPath, type }: Addressable): string[] {
  const parts = constructPath.split('/');
  const prefixes = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return [...new Set([type, stack, ...prefixes, `${stack}/${logicalId}`])];
}

/** Usage of a resource: for each key the value of the narrowest address that has one. */
export function usageOf(file: UsageFile | undefined, resource: Addressable): UsageOfResource {
  if (file === undefined) return {};
  const found = addressesOf(resource).map((address) => (Object.hasOwn(file.usage, address) ? file.usage[address] : {}));
  return Object.assign({}, ...found) as UsageOfResource;
}

/** An amount as a range; undefined for a choice. */
export function rangeOf(value: UsageValue | undefined): Range | undefined {
  if (typeof value === 'number') return flat(exact(value));
  if (!isAmountRange(value)) return undefined;
  const { low, expected, high } = value;
  return { low: exact(low), expected: exact(expected), high: exact(high) };
}

function isAmountRange(value: UsageValue | undefined): value is { low: number; expected: number; high: number } {
  return typeof value === 'object' && value !== null;
}
