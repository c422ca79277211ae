/** Traffic of a week: a factor of the peak for each hour, Monday 00:00 first. */
export interface TrafficProfile {
  readonly name: string;
  /** 168 factors, 0 to 1 where 1 is the load test's peak. */
  readonly hours: readonly number[];
}

const HOURS_A_DAY = 24;
const HOURS_A_WEEK = 168;

/** A clinic's day: no traffic at night, most in the morning and after lunch. */
const CLINIC_DAY = [
  0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.25, 0.6, 0.9, 1, 1, 0.95, 0.8, 0.9, 1, 0.95, 0.8, 0.5, 0.3, 0.2, 0.15, 0.1, 0.1,
  0.05,
];
const CLINIC_WEEKEND = CLINIC_DAY.map((factor) => Number((factor / 5).toFixed(2)));

/** People at home: mornings, and evenings most. */
const CONSUMER_DAY = [
  0.2, 0.1, 0.08, 0.06, 0.06, 0.1, 0.25, 0.4, 0.5, 0.5, 0.5, 0.55, 0.6, 0.55, 0.5, 0.55, 0.6, 0.7, 0.85, 1, 1, 0.85,
  0.6, 0.35,
];

/** Profiles by name. Shapes to start from, not measurements: an own week is a file of 168 factors. */
export const TRAFFIC_PROFILES: Readonly<Record<string, readonly number[]>> = {
  clinic: [...repeat(CLINIC_DAY, 5), ...repeat(CLINIC_WEEKEND, 2)],
  consumer: repeat(CONSUMER_DAY, 7),
  constant: Array.from({ length: HOURS_A_WEEK }, () => 1),
};

function repeat(day: readonly number[], days: number): number[] {
  return Array.from({ length: days * HOURS_A_DAY }, (_, hour) => day[hour % HOURS_A_DAY] ?? 0);
}

/**
 * A week from what a person wrote: 24 factors are every day's, 168 the week's. Undefined for any other number of values
 * and for values that are no factor of 0 to 1. Counts of requests are factors of their largest.
 */
export function profileOf(name: string, values: readonly number[]): TrafficProfile | undefined {
  if (values.length !== HOURS_A_DAY && values.length !== HOURS_A_WEEK) return undefined;
  if (values.some((value) => !Number.isFinite(value) || value < 0)) return undefined;
  const largest = Math.max(...values);
  if (largest <= 0) return undefined;
  const factors = largest > 1 ? values.map((value) => value / largest) : values;
  return { name, hours: values.length === HOURS_A_DAY ? repeat(factors, 7) : factors };
}

/** The factor of each minute of a week. */
export function minutesOf({ hours }: TrafficProfile): number[] {
  return Array.from({ length: HOURS_A_WEEK * 60 }, (_, minute) => hours[Math.floor(minute / 60)] ?? 0);
}
