import type { Band, Exact, Line } from '../estimate-types';
import { addBands, combineBands, exact, mapBand } from '../exact';
import type { Price, Tier } from '../prices/price-book';
import type { Component } from '../resources/priced-type';
import type { TemplateResource } from '../template/resource';

/** A charge of a resource, before it is known how much of the account's tiers others have used. */
export interface Draft {
  readonly resource: Pick<TemplateResource, 'stack' | 'logicalId' | 'constructPath' | 'type'>;
  readonly component: Component;
  readonly price?: Price;
  readonly tiers: readonly Tier[];
}

/** Lines of a charge that has one price, or of which quantity or price is not known: always one line. */
export function singleLine(draft: Draft): Line {
  const { component, price, tiers } = draft;
  const per = component.per ?? 1;
  // A quantity that is not known is shown with what a unit costs, not with the free first tier.
  const usd = (tiers.length > 1 ? tiers.find((tier) => !tier.usd.isZero()) : tiers[0])?.usd;
  return lineOf(draft, component.component, component.quantity, per, price && usd);
}

/**
 * Lines of a charge with tiers, one for each tier it reaches, given what the account has already used of them.
 * Tiers count for the account, not for each resource.
 */
export function tieredLines(draft: Draft, quantity: Band, used: Band): Line[] {
  const { component, tiers } = draft;
  const per = component.per ?? 1;
  const until = addBands(used, quantity);
  const lines: Line[] = [];
  tiers.forEach((tier, index) => {
    const part = partOf(tier.from, tiers[index + 1]?.from, used, until);
    if (part.high.isZero() && part.expected.isZero() && part.low.isZero()) return;
    lines.push(
      lineOf(draft, `${component.component} (${tierName(tiers, index, component.unit)})`, part, per, tier.usd),
    );
  });
  return lines.length > 0 ? lines : [lineOf(draft, component.component, quantity, per, tiers[0]?.usd)];
}

function lineOf(
  { resource, component, price }: Draft,
  name: string,
  raw: Band | undefined,
  per: number,
  usd: Exact | undefined,
): Line {
  const quantity = raw && mapBand(raw, (value) => settled(per === 1 ? value : value.div(per)));
  const unitPriceUsd = usd && (per === 1 ? usd : usd.times(per));
  const line: Writable<Line> = {
    stack: resource.stack,
    logicalId: resource.logicalId,
    constructPath: resource.constructPath,
    resourceType: resource.type,
    component: name,
    unit: component.unit,
  };
  // Plain assignments: these objects are made by the ten thousand.
  if (quantity !== undefined) line.quantity = quantity;
  if (unitPriceUsd !== undefined) line.unitPriceUsd = unitPriceUsd;
  if (quantity !== undefined && unitPriceUsd !== undefined) {
    line.monthlyUsd = mapBand(quantity, (value) => value.times(unitPriceUsd));
  }
  if (price !== undefined) line.price = price.reference;
  const assumption = assumptionOf(component, price);
  if (assumption !== '') line.assumption = assumption;
  return line;
}

/**
 * A third of something never ends; cut here, its product with any price fits into the digits that are kept, and sums do not
 * depend on their order.
 */
function settled(value: Exact): Exact {
  return value.decimalPlaces() > QUANTITY_PLACES ? value.toDecimalPlaces(QUANTITY_PLACES) : value;
}

const QUANTITY_PLACES = 24;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What was assumed for quantity and price, as sentences. */
function assumptionOf(component: Component, price: Price | undefined): string {
  let text = component.assumption ?? '';
  const say = (sentence: string) => void (text += text === '' ? sentence : ` ${sentence}`);
  if (component.quantity === undefined) say(whyUnknown(component));
  if (component.price === undefined) say(NO_KEY);
  if (price?.takenFrom !== undefined) say(`Price taken over from ${price.takenFrom}.`);
  return text;
}

const NO_KEY = 'What decides the price is known only at deployment, or is not in the price list.';

function whyUnknown({ usageKey, unresolved }: Component): string {
  return usageKey === undefined
    ? `${unresolved ?? 'The quantity'} is known only at deployment.`
    : `Depends on usage: ${usageKey}.`;
}

/** How much of the stretch from `used` to `until` lies in a tier. */
function partOf(from: Exact, to: Exact | undefined, used: Band, until: Band): Band {
  return combineBands(used, until, (start, end) => {
    const first = start.gt(from) ? start : from;
    const last = to !== undefined && to.lt(end) ? to : end;
    return last.gt(first) ? last.minus(first) : exact(0);
  });
}

/** In the price list's unit: `first 10,240 GB`, `over 1,000,000 requests`. */
function tierName(tiers: readonly Tier[], index: number, unit: string): string {
  const from = tiers[index]?.from ?? exact(0);
  const to = tiers[index + 1]?.from;
  if (to === undefined) return `over ${readable(from, unit)}`;
  return `${index === 0 ? 'first' : 'next'} ${readable(to.minus(from), unit)}`;
}

function readable(quantity: Exact, unit: string): string {
  return `${quantity.toNumber().toLocaleString('en')} ${unit.replace(/^\d+\w* /, '')}`;
}
