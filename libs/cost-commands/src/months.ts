import { InvalidArgumentError } from 'commander';

/** More than the three years that a comparison looks ahead. */
const MAX_MONTHS = 38;

/** `2026-10`, or `2026-08..2026-10`. */
export function monthsArgument(text: string): readonly string[] {
  const [, from = '', to = from] = /^(\d{4}-(?:0[1-9]|1[0-2]))(?:\.\.(\d{4}-(?:0[1-9]|1[0-2])))?$/.exec(text) ?? [];
  const months = from === '' ? [] : monthsFrom(from, to);
  if (months.length > 0 && months.length <= MAX_MONTHS) return months;
  throw new InvalidArgumentError(
    `It must be a month, such as 2026-10, or the first and the last of at most ${MAX_MONTHS}, such as 2026-08..2026-10, not ${JSON.stringify(text)}.`,
  );
}

/** The months from one to another, at most one more than is allowed; none if the last is before the first. */
export function monthsFrom(first: string, last: string): readonly string[] {
  const months: string[] = [];
  for (let at = new Date(`${first}-01T00:00:00Z`); months.length <= MAX_MONTHS; at.setUTCMonth(at.getUTCMonth() + 1)) {
    const month = at.toISOString().slice(0, 7);
    if (month > last) break;
    months.push(month);
  }
  return months;
}
