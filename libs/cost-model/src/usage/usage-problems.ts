import { nearest } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import { DATA_TRANSFER_USAGE } from '../account/data-transfer';
import { REGIONS } from '../prices/regions';
import { usageKeysOf } from '../resources/usage-keys';
import type { UsageKey } from '../resources/priced-type';
import { ACCOUNT, type UsageFile, type UsageValue } from './usage-file';
import { addressesOf, type Addressable } from './usage-index';

/** Usage that matches nothing in the templates: an unknown address, or a key that no resource at the address has. */
export function usageProblems(file: UsageFile | undefined, resources: readonly Addressable[]): Problem[] {
  if (file === undefined) return [];
  const keysByAddress = keysOf(resources);
  return Object.entries(file.usage).flatMap(([address, usage]) => {
    const keys = keysByAddress.get(address);
    if (keys === undefined) return [unknownAddress(file, address, keysByAddress.keys())];
    return Object.entries(usage).flatMap(([key, value]) => {
      const meaning = keys.get(key);
      if (meaning === undefined) return [unknownKey(file, address, key, keys)];
      return fits(value, meaning) ? [] : [wrongValue(file, address, key, value, meaning)];
    });
  });
}

/** Each address that usage can be given for, with the usage keys of the resources there. */
function keysOf(resources: readonly Addressable[]): Map<string, Map<string, UsageKey>> {
  const transfer = new Map(Object.entries(DATA_TRANSFER_USAGE));
  const byAddress = new Map(
    [ACCOUNT, ...REGIONS.map((region) => `${ACCOUNT}/${region}`)].map((address) => [address, transfer]),
  );
  for (const resource of resources) {
    const usage = Object.entries(usageKeysOf(resource.type));
    for (const address of addressesOf(resource)) {
      let keys = byAddress.get(address);
      if (keys === undefined) byAddress.set(address, (keys = new Map()));
      for (const [key, meaning] of usage) keys.set(key, meaning);
    }
  }
  return byAddress;
}

/** A word where the key has choices, an amount elsewhere. */
function fits(value: UsageValue, { choices }: UsageKey): boolean {
  return choices === undefined ? typeof value !== 'string' : choices.includes(String(value));
}

function wrongValue(
  file: UsageFile,
  address: string,
  key: string,
  value: UsageValue,
  { choices, unit }: UsageKey,
): Problem {
  const allowed = choices === undefined ? 'a number, 0 or more' : choices.join(', ');
  return {
    file: file.file ?? '(usage)',
    line: file.lines?.[`${address}.${key}`] ?? 1,
    path: `usage.${address}.${key}`,
    message: choices === undefined ? 'is not a number' : 'is not one of the choices',
    given: typeof value === 'object' ? JSON.stringify(value) : String(value),
    allowed,
    fix: choices === undefined ? `Write the ${unit} per month.` : `Write one of: ${allowed}.`,
  };
}

function unknownAddress(file: UsageFile, address: string, known: Iterable<string>): Problem {
  const near = nearest(address, known);
  return {
    file: file.file ?? '(usage)',
    line: file.lines?.[address] ?? 1,
    path: `usage.${address}`,
    message: 'matches no resource, stack, path or type of these templates',
    given: address,
    allowed: near === undefined ? 'a construct path, stack/logicalId, stack or type of the templates' : near,
    fix: near === undefined ? 'Use an address from the estimate (--format json).' : `Write ${near}.`,
  };
}

function unknownKey(file: UsageFile, address: string, key: string, keys: ReadonlyMap<string, UsageKey>): Problem {
  const names = [...keys.keys()];
  const near = nearest(key, names);
  const meaning = near === undefined ? undefined : keys.get(near);
  return {
    file: file.file ?? '(usage)',
    line: file.lines?.[`${address}.${key}`] ?? file.lines?.[address] ?? 1,
    path: `usage.${address}.${key}`,
    message: 'is not a usage key of the resources at this address',
    given: key,
    allowed: names.length === 0 ? 'no key: the cost does not depend on usage' : names.join(', '),
    fix:
      near === undefined || meaning === undefined
        ? 'Remove the key.'
        : `Write ${near} (${meaning.unit}, ${meaning.what}).`,
  };
}
