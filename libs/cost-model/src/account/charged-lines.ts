import { groupedDigits } from '@careplane/problems';
import type { Range, Exact, Line } from '../estimate-types';
import { exact, mapRange, ZERO } from '../exact';
import type { Price, Tier } from '../prices/price-book';
import type { Component } from '../resources/priced-type';
import type { TemplateResource } from '../template/resource';

/** A charge of a resource, before the tiers of the account are applied. */
export interface Charge {
  readonly resource: Pick<TemplateResource, 'stack' | 'logicalId' | 'constructPath' | 'type'>;
  readonly component: Component;
  readonly price?: Price;
  readonly tiers: readonly Tier[];
  /** The quantity is that of the usage profile, because none was given; why it is that much: a phrase. */
  readonly assumed?: string;
}

/** The line of a charge with one price, or with an unknown quantity or price. Always one line. */
export function singleLine(charge: Charge): Line {
  const { component, price, tiers } = charge;
  const per = component.per ?? 1;
  // An unknown quantity is shown with the price of a unit, not with the price of a free first tier.
  const usd = (tiers.length > 1 ? tiers.find((tier) => !tier.usd.isZero()) : tiers[0])?.usd;
  return lineOf(charge, component.component, component.quantity, per, price && usd);
}

/** A part of a meter that a quantity fills, in the price list's unit, and the least case in which it does. */
export interface Filled {
  readonly from: keyof Range;
  readonly start: Exact;
  readonly end: Exact;
}

/**
 * Lines of a charge with tiers, one for each tier it reaches, given the parts of the meter that it fills.
 * Tiers count for the account, not for each resource.
 */
export function tieredLines(charge: Charge, quantity: Range, filled: readonly Filled[]): Line[] {
  const { component, tiers } = charge;
  const per = component.per ?? 1;
  const lines: Line[] = [];
  tiers.forEach((tier, index) => {
    const part = partOf(tier.from, tiers[index + 1]?.from, filled);
    if (part.high.isZero()) return;
    lines.push(
      lineOf(charge, `${component.component} (${tierName(tiers, index, component.unit)})`, part, per, tier.usd),
    );
  });
  return lines.length > 0 ? lines : [lineOf(charge, component.component, quantity, per, tiers[0]?.usd)];
}

function lineOf(
  { resource, component, price, assumed }: Charge,
  name: string,
  raw: Range | undefined,
  per: number,
  usd: Exact | undefined,
): Line {
  const quantity = raw && mapRange(raw, (value) => settled(per === 1 ? value : value.div(per)));
  const unitPriceUsd = usd && (per === 1 ? usd : usd.times(per));
  const line: Writable<Line> = {
    stack: resource.stack,
    logicalId: resource.logicalId,
    constructPath: resource.constructPath,
    resourceType: resource.type,
    component: name,
    unit: component.unit,
  };
  // Plain assignments, because tens of thousands of these objects are created.
  if (quantity !== undefined) line.quantity = quantity;
  if (unitPriceUsd !== undefined) line.unitPriceUsd = unitPriceUsd;
  if (quantity !== undefined && unitPriceUsd !== undefined) {
    line.monthlyUsd = mapRange(quantity, (value) => value.times(unitPriceUsd));
  }
  if (quantity === undefined && unitPriceUsd !== undefined && component.usageKey !== undefined)
    line.isUsageMissing = true;
  if (quantity !== undefined && assumed !== undefined) line.isUsageAssumed = true;
  if (price !== undefined) {
    line.price = price.reference;
    line.priceKey = price.key;
  }
  if (per !== 1) line.unitSize = per;
  if (component.usageKey !== undefined) line.usageKey = component.usageKey;
  const assumption = assumptionOf(component, price, assumed);
  if (assumption !== '') line.assumption = assumption;
  return line;
}

/**
 * Limits the digits of quotients such as 1/3. The product with any price then fits into the digits that are kept, and
 * sums do not depend on their order.
 */
function settled(value: Exact): Exact {
  return value.decimalPlaces() > QUANTITY_PLACES ? value.toDecimalPlaces(QUANTITY_PLACES) : value;
}

const QUANTITY_PLACES = 24;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The assumptions about quantity and price, as sentences. */
function assumptionOf(component: Component, price: Price | undefined, assumed: string | undefined): string {
  let text = component.assumption ?? '';
  const say = (sentence: string) => void (text += text === '' ? sentence : ` ${sentence}`);
  if (component.quantity === undefined) say(whyUnknown(component));
  else if (assumed !== undefined) say(`Assumed: ${assumed}.`);
  if (component.price === undefined && component.notIncluded === undefined) say(NO_KEY);
  if (price?.copied !== undefined) say(price.copied);
  return text;
}

const NO_KEY = 'The value that decides the price is known only at deployment, or is not in the price list.';

function whyUnknown({ usageKey, unresolved, notIncluded }: Component): string {
  if (notIncluded !== undefined) return `Not included in the estimate; ${notIncluded} adds this charge.`;
  return usageKey === undefined
    ? `${unresolved ?? 'The quantity'} is known only at deployment.`
    : `Depends on usage: ${usageKey}.`;
}

/** What a tier holds of the filled parts, in each case: a part counts in its case and in the higher ones. */
function partOf(from: Exact, to: Exact | undefined, filled: readonly Filled[]): Range {
  const inCase = { low: ZERO, expected: ZERO, high: ZERO };
  for (const { from: least, start, end } of filled) {
    const first = start.gt(from) ? start : from;
    const last = to !== undefined && to.lt(end) ? to : end;
    if (last.gt(first)) inCase[least] = inCase[least].plus(last.minus(first));
  }
  // The same object where nothing is added: equal cases are then calculated once.
  const expected = inCase.expected === ZERO ? inCase.low : inCase.low.plus(inCase.expected);
  return { low: inCase.low, expected, high: inCase.high === ZERO ? expected : expected.plus(inCase.high) };
}

/** In the price list's unit: `first 10,240 GB`, `over 1,000,000 requests`. */
function tierName(tiers: readonly Tier[], index: number, unit: string): string {
  const from = tiers[index]?.from ?? exact(0);
  const to = tiers[index + 1]?.from;
  if (to === undefined) return `over ${readable(from, unit)}`;
  return `${index === 0 ? 'first' : 'next'} ${readable(to.minus(from), unit)}`;
}

function readable(quantity: Exact, unit: string): string {
  return `${groupedDigits(quantity.toFixed())} ${unit.replace(/^\d+\w* /, '')}`;
}
