import { pricedEngine } from './db-engine';
import { lookUp } from './look-up';

/** When a major version is charged as Extended Support, and when its third year begins. Dates are YYYY-MM-DD. */
interface SupportDates {
  /** `5.7` of MySQL, `13` of PostgreSQL. */
  readonly major: number;
  /** First day that is charged. */
  readonly from: string;
  /** First day at the price of the third year; undefined if there is none. */
  readonly thirdYear?: string;
}

/**
 * Rising. A version that is older than the first costs what that one costs.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/AuroraMySQL.release-calendars.html
 */
const POSTGRES: readonly SupportDates[] = [
  { major: 11, from: '2024-04-01', thirdYear: '2026-04-01' },
  { major: 12, from: '2025-03-01', thirdYear: '2027-03-01' },
  { major: 13, from: '2026-03-01', thirdYear: '2028-03-01' },
  { major: 14, from: '2027-03-01', thirdYear: '2029-03-01' },
];

const DATES: Readonly<Record<string, readonly SupportDates[]>> = {
  mysql: [
    { major: 5.7, from: '2024-03-01', thirdYear: '2026-03-01' },
    { major: 8.0, from: '2026-08-01', thirdYear: '2028-08-01' },
  ],
  postgres: POSTGRES,
  'aurora-postgresql': POSTGRES,
  'aurora-mysql': [
    // The calendar gives Aurora MySQL no third year.
    { major: 5.7, from: '2024-12-01' },
    { major: 8.0, from: '2028-05-01' },
  ],
};

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
  const dates = engine === 'mariadb' ? undefined : lookUp(DATES, pricedEngine(engine));
  const [, number] = /^(\d+(?:\.\d+)?)/.exec(version) ?? [];
  if (dates === undefined || number === undefined) return undefined;
  const major = pricedEngine(engine).endsWith('mysql') ? Number(number) : Math.floor(Number(number));
  const own = dates.find((each) => major <= each.major);
  if (own === undefined || date < own.from) return undefined;
  const since = `Version ${version} is in Extended Support since ${own.from}`;
  if (own.thirdYear === undefined) return yearsOneAndTwo(`${since}; it has no third year at a higher price.`);
  if (date < own.thirdYear) return yearsOneAndTwo(`${since}; the price doubles on ${own.thirdYear}.`);
  return { period: 'Yr3', name: 'year 3', assumption: `${since}, and in its third year since ${own.thirdYear}.` };
}

function yearsOneAndTwo(assumption: string): ExtendedSupport {
  return { period: 'Yr1-Yr2', name: 'years 1 and 2', assumption };
}
