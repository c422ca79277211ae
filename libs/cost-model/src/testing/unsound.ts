import type { Range, Estimate, Line } from '../estimate-types';

/**
 * What no estimate may say, whatever its input: sentences, none for a sound one. Quantities and amounts are finite, not
 * negative, and rise from the least to the most; an amount is its quantity times its price, to the last digit, and is zero
 * only where one of them is. Totals are rising sums.
 */
export function unsoundIn({ lines, totals }: Pick<Estimate, 'lines' | 'totals'>): string[] {
  return [
    ...lines.flatMap((line) => unsoundOf(line).map((what) => `${line.logicalId}, ${line.component}: ${what}`)),
    ...unrising('totals', totals),
  ];
}

function unsoundOf({ quantity, unitPriceUsd, monthlyUsd, price }: Line): string[] {
  const wrong: string[] = [];
  if (unitPriceUsd !== undefined && (!isAmount(unitPriceUsd) || price === undefined))
    wrong.push('price without a source');
  if ((monthlyUsd === undefined) !== (quantity === undefined || unitPriceUsd === undefined))
    wrong.push('amount without quantity and price, or these without it');
  for (const [name, range] of Object.entries({ quantity, monthlyUsd })) {
    if (range === undefined) continue;
    if (!CASES.every((each) => isAmount(range[each]))) wrong.push(`${name} is no amount`);
    wrong.push(...unrising(name, range));
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
