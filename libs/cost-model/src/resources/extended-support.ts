import { supportDates } from '@careplane/aws-facts';
import { pricedEngine } from './db-engine';

/** The Extended Support of a version at a date. */
export interface ExtendedSupport {
  /** As the price list names it. */
  readonly period: 'Yr1-Yr2' | 'Yr3';
  /** What a bill calls the period: `years 1 and 2`. */
  readonly name: string;
  /** A sentence: since when, and when the price changes. */
  readonly assumption: string;
}

/**
 * Whether a version is charged as Extended Support.
 *
 * @param date YYYY-MM-DD
 * @returns undefined in standard support, for an engine without Extended Support, and for a version that is no number
 */
export function extendedSupport(engine: string, version: string, date: string): ExtendedSupport | undefined {
  // MariaDB has MySQL's prices, and no Extended Support.
  const own = engine === 'mariadb' ? undefined : supportDates(pricedEngine(engine), version);
  if (own === undefined || date < own.from) return undefined;
  const since = `Version ${version} is in Extended Support since ${own.from}`;
  if (own.thirdYear === undefined) return yearsOneAndTwo(`${since}; it has no third year at a higher price.`);
  if (date < own.thirdYear) return yearsOneAndTwo(`${since}; the price doubles on ${own.thirdYear}.`);
  return { period: 'Yr3', name: 'year 3', assumption: `${since}, and in its third year since ${own.thirdYear}.` };
}

function yearsOneAndTwo(assumption: string): ExtendedSupport {
  return { period: 'Yr1-Yr2', name: 'years 1 and 2', assumption };
}
