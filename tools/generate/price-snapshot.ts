import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactSnapshot } from '@careplane/cost-model/estimate';
import type { CompactSnapshot, PriceEntry, PriceSnapshot } from '@careplane/cost-model/estimate';
import { parse } from 'csv-parse/sync';
import { compareText } from '@careplane/problems';
import { comparisonsOf } from './region-comparisons';

/** Lists of prices as they were read, one row for each price, region and source; written by people. */
const LISTS = join(__dirname, '../../libs/cost-model/prices');

/**
 * Regions whose price is used if a region's own was not found, the best first. The regions on the left are those
 * that Careplane promises prices for; elsewhere a price that was not found stays unknown.
 */
const SISTERS: Readonly<Record<string, readonly string[]>> = {
  'us-east-1': ['us-east-2', 'us-west-2', 'us-west-1', 'eu-west-1'],
  'us-east-2': ['us-east-1', 'us-west-2', 'us-west-1', 'eu-west-1'],
  'us-west-2': ['us-east-1', 'us-east-2', 'us-west-1', 'eu-west-1'],
  'eu-west-1': ['us-east-1', 'us-west-1'],
};

interface Row {
  readonly key: string;
  readonly unit: string;
  readonly region: string;
  readonly usd: string;
  readonly asOf: string;
  readonly confidence: string;
  readonly source: string;
}

type Regions = Record<string, PriceEntry>;

/** The snapshot that the library carries, from the lists: sorted, with the replacements for missing prices. */
export function priceSnapshot(): CompactSnapshot {
  const urls = new Map(rowsOf<{ source: string; url: string }>('sources.csv').map(({ source, url }) => [source, url]));
  const lists = readdirSync(LISTS).filter((name) => name.endsWith('.csv') && name !== 'sources.csv');
  const rows = lists.flatMap((name) => rowsOf<Row>(name));
  const sources = [...new Set(rows.map(({ source }) => source))].sort();
  const positions = new Map(sources.map((source, position) => [source, position]));
  const prices: Record<string, { unit: string; regions: Regions }> = {};
  for (const row of rows.sort((a, b) => compareText(`${a.key} ${a.region}`, `${b.key} ${b.region}`))) {
    const entry = [usdOf(row), positions.get(row.source), row.asOf, row.confidence] as unknown as PriceEntry;
    const { regions } = (prices[row.key] ??= { unit: row.unit, regions: {} });
    if (regions[row.region] !== undefined) throw new Error(`${row.key} has two prices in ${row.region}`);
    regions[row.region] = entry;
  }
  const comparisons = comparisonsOf(prices, SISTERS);
  for (const { regions } of Object.values(prices)) {
    addTiers(regions);
    addSisters(regions);
  }
  const snapshot: PriceSnapshot = {
    asOf:
      rows
        .map(({ asOf }) => asOf)
        .sort(compareText)
        .at(-1) ?? '',
    sources: sources.map((source) => urls.get(source) ?? missingSource(source)),
    comparisons,
    prices,
  };
  return compactSnapshot(snapshot);
}

/**
 * Most notes of prices name the first tier only. A price that is the same as the first tier of another region has the
 * tiers of that region; a test names the prices that differ, which need tiers of their own in the lists.
 */
function addTiers(regions: Regions): void {
  const tiered = Object.values(regions).filter(([usd]) => typeof usd !== 'string');
  for (const [region, entry] of Object.entries(regions)) {
    const same = tiered.find(([tiers]) => typeof entry[0] === 'string' && Number(tiers[0]?.[1]) === Number(entry[0]));
    if (same !== undefined) regions[region] = [same[0], ...entry.slice(1)] as unknown as PriceEntry;
  }
}

function addSisters(regions: Regions): void {
  if (regions['global'] !== undefined) return;
  const listed = { ...regions };
  for (const [region, sisters] of Object.entries(SISTERS)) {
    const sister = sisters.find((each) => listed[each] !== undefined);
    const entry = sister === undefined ? undefined : listed[sister];
    if (listed[region] !== undefined || entry === undefined || sister === undefined) continue;
    regions[region] = [entry[0], entry[1], entry[2], 'assumed', sister];
  }
}

/** `0.045`, or tiers: `0:0.09;10240:0.085`. */
function usdOf({ usd }: Row): PriceEntry[0] {
  if (!usd.includes(':')) return usd;
  return usd.split(';').map((tier) => tier.split(':') as [string, string]);
}

function rowsOf<T>(name: string): T[] {
  return parse(readFileSync(join(LISTS, name)), { columns: true }) as T[];
}

function missingSource(source: string): never {
  throw new Error(`sources.csv has no ${source}`);
}
