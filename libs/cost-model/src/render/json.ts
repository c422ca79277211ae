import { coverageOf } from '../coverage';
import type { Range, Estimate, Line } from '../estimate-types';

/** Marks a decimal until the text is written; no text of ours begins with it. */
const MARK = '\u0000';

/**
 * The estimate as JSON. Amounts are JSON numbers, written with all their digits: nothing is lost on the way through a
 * binary float. What is not known is null, never 0.
 */
export function renderJson(estimate: Estimate, more: Readonly<Record<string, unknown>> = {}): string {
  const coverage = coverageOf(estimate);
  return decimalJson({
    region: estimate.region,
    currency: 'USD',
    pricesAsOf: estimate.pricesAsOf,
    oldPricesPercent: estimate.oldPricesPercent ?? 0,
    totals: { ...estimate.totals, complete: coverage.complete },
    missing: { unpriced: coverage.resources.unpriced, usage: coverage.resources.usage },
    ...(estimate.assumed && {
      assumed: { profile: estimate.assumed.profile, resources: coverage.resources.assumed },
    }),
    ...more,
    lines: estimate.lines.map(lineOf),
    verdicts: estimate.verdicts,
    notes: estimate.notes,
  });
}

/** JSON in which a decimal is a number of exactly its digits. */
export function decimalJson(value: unknown): string {
  return JSON.stringify(marked(value), null, 2).replace(/"\\u0000(-?[\d.]+)"/g, '$1');
}

/** A line with every field, most important first. */
function lineOf(line: Line): Record<string, unknown> {
  return {
    stack: line.stack,
    logicalId: line.logicalId,
    constructPath: line.constructPath,
    resourceType: line.resourceType,
    component: line.component,
    quantity: rangeOf(line.quantity),
    unit: line.unit,
    unitPriceUsd: line.unitPriceUsd ?? null,
    monthlyUsd: rangeOf(line.monthlyUsd),
    price: line.price ?? null,
    assumption: line.assumption ?? null,
    ...(line.isUsageAssumed === true && { usageAssumed: true }),
  };
}

function rangeOf(range: Range | undefined): Range | null {
  return range === undefined ? null : { low: range.low, expected: range.expected, high: range.high };
}

function marked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' && value.startsWith(MARK) ? value.slice(1) : value;
  }
  if ('toFixed' in value && 'comparedTo' in value) return `${MARK}${(value as Range['low']).toFixed()}`;
  // Thousands of small objects, most of them without a decimal: those are not copied.
  const record = value as Readonly<Record<string, unknown>>;
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const before = record[key];
    const after = marked(before);
    if (after !== before) (copy ??= { ...record })[key] = after;
  }
  return copy ?? value;
}
