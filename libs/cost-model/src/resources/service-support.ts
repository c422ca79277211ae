import { scaleRange } from '../exact';
import { charge, type Component } from './priced-type';

/** Since when versions are charged as Extended Support, by engine: the first that matches counts. */
type Calendar = readonly { readonly versions: RegExp; readonly from: string; readonly thirdYear?: string }[];

const SEARCH: Readonly<Record<string, Calendar>> = {
  // https://endoflife.date/amazon-elasticsearch, which follows AWS's table of versions
  elasticsearch: [
    { versions: /^([1-5]\.|6\.[0-7]$|7\.[1-8]$)/, from: '2025-11-08' },
    { versions: /^7\.(9|10)$/, from: '2027-11-08' },
  ],
  opensearch: [{ versions: /^(1\.[0-2]|2\.[3-9])$/, from: '2025-11-08' }],
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html */
const REDIS: Calendar = [
  { versions: /^[45]\./, from: '2026-02-01', thirdYear: '2028-02-01' },
  { versions: /^6\./, from: '2027-02-01', thirdYear: '2029-02-01' },
];

/** https://docs.aws.amazon.com/documentdb/latest/developerguide/extended-support.html */
const DOCUMENTS: Calendar = [{ versions: /^3\.6/, from: '2026-07-01' }];

/**
 * Extended Support of a search domain, whose price is not known.
 *
 * @param version `OpenSearch_1.2`, `Elasticsearch_7.1`, or `7.1`, which is one of Elasticsearch
 */
export function searchSupport(version: string | undefined, date: string): Component[] {
  const [, engine = 'Elasticsearch', number = ''] = /^(?:(\w+)_)?([\d.]+)$/.exec(version ?? '') ?? [];
  return unpriced('AmazonES', `${engine} ${number}`, started(SEARCH[engine.toLowerCase()] ?? [], number, date));
}

/** Extended Support of a cluster of DocumentDB, whose price is not known. */
export function documentSupport(version: string | undefined, date: string): Component[] {
  return unpriced('AmazonDocDB', `DocumentDB ${version ?? ''}`, started(DOCUMENTS, version ?? '', date));
}

/**
 * Extended Support of a cache: a share of the price of its nodes.
 *
 * @param nodes the charge of the nodes
 * @see https://cloudburn.io/blog/amazon-elasticache-pricing for the shares
 */
export function cacheSupport(
  nodes: Component,
  engine: string | undefined,
  version: string | undefined,
  date: string,
): Component[] {
  const support = engine?.toLowerCase() === 'redis' ? started(REDIS, version ?? '', date) : undefined;
  if (support === undefined) return [];
  const isThird = support.thirdYear !== undefined && date >= support.thirdYear;
  const share = isThird ? '1.6' : '0.8';
  const scaled = nodes.quantity && scaleRange(nodes.quantity, share);
  return [
    charge(`Extended support (${isThird ? 'year 3' : 'years 1 and 2'})`, 'hours', scaled, nodes.price, {
      assumption: `Redis ${version} is in Extended Support since ${support.from}: ${isThird ? 160 : 80} % of the price of the nodes.`,
    }),
  ];
}

function started(calendar: Calendar, version: string, date: string): Calendar[number] | undefined {
  const own = calendar.find(({ versions }) => versions.test(version));
  return own === undefined || date < own.from ? undefined : own;
}

/** A charge whose price no list here has, so that the resource never looks complete. */
function unpriced(service: string, name: string, support: Calendar[number] | undefined): Component[] {
  if (support === undefined) return [];
  return [charge(`Extended support (${name}, since ${support.from})`, 'months', 1, `${service}/ExtendedSupport`)];
}
