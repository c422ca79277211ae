import { usageTypeIn } from '../prices/regions';
import type { PriceKey, PriceSnapshot } from '../prices/price-snapshot';

/** Region for looking up prices that are the same everywhere. */
const HOME = 'us-east-1';
const EVERYWHERE = 'global';

/** Services with more keys than this are read whole in each region, instead of one usage type at a time. */
const MAX_SINGLE = 40;

/** One question to the price list: the products of a service in a region, or those of one usage type there. */
export interface PriceRequest {
  readonly service: string;
  readonly region: string;
  /** @default every usage type */
  readonly usageType?: string;
}

/** A price of the snapshot, by the parts of its key. */
export interface WantedPrice {
  readonly key: PriceKey;
  /** As in the snapshot: a region, or `global`. */
  readonly place: string;
  readonly service: string;
  /** Region that is asked. */
  readonly region: string;
  /** Usage types that AWS may list it under: in us-east-1 some are prefixed, others not. */
  readonly usageTypes: readonly string[];
  /** Distinguishes products with the same usage type: `application`, `mysql`. */
  readonly qualifiers: readonly string[];
}

/** The prices of a snapshot that the price list can renew: on-demand ones, of these regions. */
export function wantedPrices(snapshot: PriceSnapshot, regions?: readonly string[]): WantedPrice[] {
  return Object.entries(snapshot.prices).flatMap(([key, { regions: known }]) =>
    Object.keys(known)
      .filter((place) => place === EVERYWHERE || regions === undefined || regions.includes(place))
      .map((place) => wanted(key, place)),
  );
}

function wanted(key: PriceKey, place: string): WantedPrice {
  const [service = '', usageType = '', ...qualifiers] = key.split('/');
  const region = place === EVERYWHERE ? HOME : place;
  const listed = usageTypeIn(region, service, usageType);
  const other = listed === usageType ? `USE1-${usageType}` : usageType;
  return { key, place, service, region, usageTypes: region === HOME ? [listed, other] : [listed], qualifiers };
}

/** The questions that answer for all of these prices, without repetition. */
export function requestsFor(wanteds: readonly WantedPrice[]): PriceRequest[] {
  const byService = new Map<string, WantedPrice[]>();
  for (const wanted of wanteds) {
    const place = `${wanted.service} ${wanted.region}`;
    byService.set(place, [...(byService.get(place) ?? []), wanted]);
  }
  return [...byService.values()].flatMap((group) => {
    const [{ service, region } = { service: '', region: '' }] = group;
    if (group.length > MAX_SINGLE) return [{ service, region }];
    const usageTypes = new Set(group.flatMap((each) => each.usageTypes));
    return [...usageTypes].map((usageType) => ({ service, region, usageType }));
  });
}

/** The usage types that are wanted of a service in a region. */
export interface PlaceRequest {
  readonly service: string;
  readonly region: string;
  readonly usageTypes: ReadonlySet<string>;
}

/** One request for each service and region, for whole files. */
export function placesOf(wanteds: readonly WantedPrice[]): PlaceRequest[] {
  const places = new Map<string, PlaceRequest & { usageTypes: Set<string> }>();
  for (const { service, region, usageTypes } of wanteds) {
    const key = `${service} ${region}`;
    let place = places.get(key);
    if (place === undefined) places.set(key, (place = { service, region, usageTypes: new Set() }));
    for (const usageType of usageTypes) place.usageTypes.add(usageType);
  }
  return [...places.values()];
}
