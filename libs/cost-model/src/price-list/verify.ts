import type { Problem } from '@careplane/problems';
import { REGIONS } from '../prices/regions';
import type { PriceSnapshot } from '../prices/price-snapshot';

const CONFIDENCES = ['listed', 'derived', 'assumed'];
const MAX_TOLD = 20;

/** The problems of a price snapshot: missing prices, invalid figures, dates, sources. Empty if there are none. */
export function snapshotProblems(file: string, value: unknown): Problem[] {
  const problems: Problem[] = [];
  const complain = (path: string, message: string, given: unknown, allowed: string) => {
    if (problems.length >= MAX_TOLD) return;
    problems.push({
      file,
      line: 1,
      path,
      message,
      given: (JSON.stringify(given) ?? '(nothing)').slice(0, 77),
      allowed,
      fix: 'renew it with "careplane-cost prices refresh", or omit --prices to use the prices of Careplane',
    });
  };
  const { asOf, sources, prices } = (value ?? {}) as Partial<Record<keyof PriceSnapshot, unknown>>;
  if (!isDate(asOf)) complain('asOf', 'is not a date', asOf, 'YYYY-MM-DD');
  if (!Array.isArray(sources)) complain('sources', 'is not a list', sources, 'a list of pages');
  if (!isMap(prices) || Object.keys(prices).length === 0) {
    complain('prices', 'has no prices', prices, 'a map of prices by key');
    return problems;
  }
  const known = Array.isArray(sources) ? sources.length : 0;
  for (const [key, priced] of Object.entries(prices)) {
    const regions = isMap(priced) ? priced['regions'] : undefined;
    if (!isMap(regions) || Object.keys(regions).length === 0) {
      complain(`prices.${key}`, 'has no region with a price', priced, 'at least one region');
      continue;
    }
    for (const [region, entry] of Object.entries(regions)) {
      const path = `prices.${key}.${region}`;
      const [usd, source, date, confidence] = Array.isArray(entry) ? (entry as unknown[]) : [];
      if (region !== 'global' && !REGIONS.includes(region))
        complain(path, 'belongs to an unknown region', region, 'an AWS region');
      if (!isPrice(usd)) complain(path, 'is not a price', usd, 'a decimal as text, or tiers that rise from "0"');
      if (!Number.isInteger(source) || Number(source) < 0 || Number(source) >= known) {
        complain(path, 'names a source that is not listed', source, `0 to ${known - 1}`);
      }
      if (!isDate(date)) complain(path, 'has no date', date, 'YYYY-MM-DD');
      if (!CONFIDENCES.includes(confidence as string))
        complain(path, 'has no confidence', confidence, CONFIDENCES.join(', '));
    }
  }
  return problems;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}

function isPrice(value: unknown): boolean {
  if (!Array.isArray(value)) return isDecimal(value);
  let last = -1;
  return (
    value.length > 0 &&
    value.every((tier: unknown, index) => {
      const [from, usd] = Array.isArray(tier) ? (tier as unknown[]) : [];
      if (!isDecimal(from) || !isDecimal(usd) || (index === 0 && Number(from) !== 0) || Number(from) <= last)
        return false;
      last = Number(from);
      return true;
    })
  );
}

function isDecimal(value: unknown): boolean {
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value);
}
