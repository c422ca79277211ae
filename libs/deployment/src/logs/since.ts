import { BadInput } from '@careplane/command-line';

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/**
 * A time in the past, from a span (30m, 2h, 7d) or a time (ISO 8601).
 *
 * @param now milliseconds since 1970
 * @returns milliseconds since 1970
 * @throws BadInput for anything else, and for a time that is still to come
 */
export function sinceOf(given: string, now: number): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhdw])$/.exec(given) ?? [];
  if (count !== undefined) return now - Number(count) * (UNITS[unit] ?? 0) * 1_000;
  // Date.parse reads much else, such as "7": by a month, in the time zone of the machine.
  const time = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(given)
    ? Date.parse(given)
    : NaN;
  if (Number.isNaN(time)) {
    throw new BadInput(
      `--since ${given} is no time. Give a span (30m, 2h, 7d) or a time with its zone (2026-11-29T14:00:00Z) or a date (2026-11-29, in UTC).`,
    );
  }
  if (time > now)
    throw new BadInput(`--since ${given} is still to come. Give a time before ${new Date(now).toISOString()}.`);
  return time;
}
