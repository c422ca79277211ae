import type { Exact } from '../estimate-types';
import { exact } from '../exact';

/** From this quantity on, a unit costs this much. */
export interface ListedTier {
  readonly from: Exact;
  readonly usd: Exact;
}

/** A product of AWS's price list with its on-demand price. */
export interface Product {
  readonly sku: string;
  readonly family: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly unit: string;
  /** Rising, the first from zero. */
  readonly tiers: readonly ListedTier[];
  /** Date of the price list, YYYY-MM-DD. */
  readonly asOf: string;
}

interface PriceDimension {
  readonly unit?: unknown;
  readonly beginRange?: unknown;
  readonly pricePerUnit?: { readonly USD?: unknown };
}

/**
 * A product of a GetProducts answer, whose PriceList holds each product as JSON in a string. Undefined for one that has
 * no on-demand price in US dollars. https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
 */
export function readProduct(text: string): Product | undefined {
  let value: {
    product?: { sku?: unknown; productFamily?: unknown; attributes?: Record<string, unknown> };
    terms?: {
      OnDemand?: Record<string, { effectiveDate?: unknown; priceDimensions?: Record<string, PriceDimension> }>;
    };
    publicationDate?: unknown;
  } | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return undefined;
  }
  const attributes = value?.product?.attributes;
  const [term] = Object.values(value?.terms?.OnDemand ?? {});
  const dimensions = Object.values(term?.priceDimensions ?? {});
  if (typeof attributes !== 'object' || attributes === null || dimensions.length === 0) return undefined;
  const tiers: ListedTier[] = [];
  for (const { beginRange, pricePerUnit } of dimensions) {
    const usd = decimal(pricePerUnit?.USD);
    const from = decimal(beginRange ?? '0');
    if (usd === undefined || from === undefined) return undefined;
    tiers.push({ from, usd });
  }
  tiers.sort((a, b) => a.from.comparedTo(b.from));
  if (tiers[0]?.from.isZero() !== true) return undefined;
  return {
    sku: String(value?.product?.sku ?? ''),
    family: String(value?.product?.productFamily ?? ''),
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, each]) => [key, String(each)])),
    unit: String(dimensions[0]?.unit ?? ''),
    tiers,
    asOf: dateOf(value?.publicationDate) ?? dateOf(term?.effectiveDate) ?? '',
  };
}

function decimal(value: unknown): Exact | undefined {
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? exact(value) : undefined;
}

function dateOf(value: unknown): string | undefined {
  return typeof value === 'string' ? /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] : undefined;
}
