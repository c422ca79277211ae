import { coverageOf } from '../coverage';
import type { Exact, Range, Estimate, Line } from '../estimate-types';

/** Marks a decimal until the text is written. It is another one in each process, so no text of a template begins with it. */
const MARK = `\u0000${Math.random().toString(36).slice(2)}:`;
const MARKED = new RegExp(`"\\\\u0000${MARK.slice(1)}(-?[\\d.]+)"`, 'g');

/**
 * The estimate as JSON. Amounts are JSON numbers, written with all their digits: nothing is lost on the way through a
 * binary float. What is not known is null, never 0.
 */
export function renderJson(estimate: Estimate, more: Readonly<Record<string, unknown>> = {}): string {
  const coverage = coverageOf(estimate);
  return textOf({
    region: estimate.region,
    currency: 'USD',
    pricesAsOf: estimate.pricesAsOf,
    oldPricesPercent: estimate.oldPricesPercent ?? 0,
    totals: { ...rangeOf(estimate.totals), complete: coverage.complete },
    missing: { unpriced: coverage.resources.unpriced, usage: coverage.resources.usage },
    ...(estimate.assumed && {
      assumed: { profile: estimate.assumed.profile, resources: coverage.resources.assumed },
    }),
    ...(marked(more) as typeof more),
    lines: estimate.lines.map(lineOf),
    verdicts: estimate.verdicts,
    notes: estimate.notes,
  });
}

/** JSON in which a decimal is a number of exactly its digits. */
export function decimalJson(value: unknown): string {
  return textOf(marked(value));
}

/** JSON of what has marks in place of decimals. */
function textOf(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(MARKED, '$1');
}

/** A line with every field, most important first. There are hundreds: only what is a decimal is marked. */
function lineOf(line: Line): Record<string, unknown> {
  return {
    stack: line.stack,
    logicalId: line.logicalId,
    constructPath: line.constructPath,
    resourceType: line.resourceType,
    component: line.component,
    quantity: rangeOf(line.quantity),
    unit: line.unit,
    unitPriceUsd: line.unitPriceUsd === undefined ? null : markOf(line.unitPriceUsd),
    monthlyUsd: rangeOf(line.monthlyUsd),
    price: line.price ?? null,
    assumption: line.assumption ?? null,
    ...(line.isUsageAssumed === true && { usageAssumed: true }),
  };
}

function rangeOf(range: Range): Record<keyof Range, string>;
function rangeOf(range: Range | undefined): Record<keyof Range, string> | null;
function rangeOf(range: Range | undefined): Record<keyof Range, string> | null {
  if (range === undefined) return null;
  const { low, expected, high } = range;
  const mark = markOf(expected);
  return { low: low === expected ? mark : markOf(low), expected: mark, high: high === expected ? mark : markOf(high) };
}

function markOf(decimal: Exact): string {
  return MARK + decimal.toFixed();
}

function marked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) return value;
  if ('toFixed' in value && 'comparedTo' in value) return markOf(value as Exact);
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
