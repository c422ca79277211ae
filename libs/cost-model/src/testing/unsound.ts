import type { Range, Estimate, Line } from '../estimate-types';
import { sumRanges } from '../exact';

/**
 * What no estimate may say, whatever its input: sentences, none for a sound one. Quantities and amounts are finite, not
 * negative, and rise from the least to the most; an amount is its quantity times its price, to the last digit, and is zero
 * only where one of them is. In the lines of tiers the three cases need not rise, because others may fill the tier up:
 * there the sum over the account must.
 */
export function unsoundIn({ lines, totals }: Pick<Estimate, 'lines' | 'totals'>): string[] {
  const meters = new Map<string, Line[]>();
  for (const line of lines.filter(({ component }) => TIER.test(component))) {
    const meter = `${line.price?.region ?? ''} ${line.price?.usageType ?? ''}`;
    meters.set(meter, [...(meters.get(meter) ?? []), line]);
  }
  return [
    ...lines.flatMap((line) => unsoundOf(line).map((what) => `${line.logicalId}, ${line.component}: ${what}`)),
    ...[...meters].flatMap(([meter, tiers]) => [
      ...unrising(`quantity of ${meter}`, sumRanges(tiers.flatMap(({ quantity }) => quantity ?? []))),
      ...unrising(`amount of ${meter}`, sumRanges(tiers.flatMap(({ monthlyUsd }) => monthlyUsd ?? []))),
    ]),
    ...unrising('totals', totals),
  ];
}

/** The name of a tier's line ends with its place: `(first 10,240 GB)`. */
const TIER = / \((?:first|next|over) \d[^()]*\)$/;

function unsoundOf({ component, quantity, unitPriceUsd, monthlyUsd, price }: Line): string[] {
  const wrong: string[] = [];
  if (unitPriceUsd !== undefined && (!isAmount(unitPriceUsd) || price === undefined))
    wrong.push('price without a source');
  if ((monthlyUsd === undefined) !== (quantity === undefined || unitPriceUsd === undefined))
    wrong.push('amount without quantity and price, or these without it');
  for (const [name, range] of Object.entries({ quantity, monthlyUsd })) {
    if (range === undefined) continue;
    if (!CASES.every((each) => isAmount(range[each]))) wrong.push(`${name} is no amount`);
    if (!TIER.test(component)) wrong.push(...unrising(name, range));
  }
  if (quantity !== undefined && unitPriceUsd !== undefined && monthlyUsd !== undefined) {
    if (!CASES.every((each) => monthlyUsd[each].eq(quantity[each].times(unitPriceUsd))))
      wrong.push('amount is not quantity times price');
  }
  return wrong;
}

const CASES = ['low', 'expected', 'high'] as const;

function isAmount(value: Range['low']): boolean {
  return value.isFinite() && !value.isNegative();
}

function unrising(name: string, { low, expected, high }: Range): string[] {
  return low.lte(expected) && expected.lte(high) ? [] : [`${name} does not rise: ${[low, expected, high].join(' … ')}`];
}
