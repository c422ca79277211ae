import type { DatabaseEngine } from './database-engines';

/** When a major version is charged as Extended Support, and when its third year begins. Dates are YYYY-MM-DD. */
export interface SupportDates {
  /** `5.7` of MySQL, `13` of PostgreSQL. */
  readonly major: number;
  /** First day that is charged: the day after the end of standard support. */
  readonly from: string;
  /** First day at the price of the third year; undefined if there is none. */
  readonly thirdYear?: string;
}

const POSTGRES: readonly SupportDates[] = [
  { major: 11, from: '2024-04-01', thirdYear: '2026-04-01' },
  { major: 12, from: '2025-03-01', thirdYear: '2027-03-01' },
  { major: 13, from: '2026-03-01', thirdYear: '2028-03-01' },
  { major: 14, from: '2027-03-01', thirdYear: '2029-03-01' },
  { major: 15, from: '2028-03-01', thirdYear: '2030-03-01' },
  { major: 16, from: '2029-03-01', thirdYear: '2031-03-01' },
  { major: 17, from: '2030-03-01', thirdYear: '2032-03-01' },
  { major: 18, from: '2031-03-01', thirdYear: '2033-03-01' },
];

/**
 * Rising. A version that is older than the first is supported as that one is.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/AuroraMySQL.release-calendars.html
 */
export const EXTENDED_SUPPORT: Readonly<Record<DatabaseEngine, readonly SupportDates[]>> = {
  mysql: [
    { major: 5.7, from: '2024-03-01', thirdYear: '2026-03-01' },
    { major: 8.0, from: '2026-08-01', thirdYear: '2028-08-01' },
    { major: 8.4, from: '2029-08-01', thirdYear: '2031-08-01' },
  ],
  postgres: POSTGRES,
  'aurora-postgresql': POSTGRES,
  'aurora-mysql': [
    // The calendar gives Aurora MySQL no third year.
    { major: 5.7, from: '2024-12-01' },
    { major: 8.0, from: '2028-05-01' },
  ],
};

/**
 * The support dates of a version; undefined for an engine without Extended Support, a version that is no number, and a major version
 * whose dates AWS has not announced.
 */
export function supportDates(engine: string, version: string): SupportDates | undefined {
  const dates = Object.hasOwn(EXTENDED_SUPPORT, engine)
    ? EXTENDED_SUPPORT[engine as keyof typeof EXTENDED_SUPPORT]
    : undefined;
  const [, number] = /^(\d+(?:\.\d+)?)/.exec(version) ?? [];
  if (dates === undefined || number === undefined) return undefined;
  const major = engine.endsWith('mysql') ? Number(number) : Math.floor(Number(number));
  return dates.find((each) => major <= each.major);
}
