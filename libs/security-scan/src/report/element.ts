/** A JSON object of a report. Its values are checked where they are read: a report is input like any other. */
export type Element = Readonly<Record<string, unknown>>;

/** Whether a value is an object with keys: no list, and not null. */
export function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that says something, or undefined for anything else. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts of a list, in order; anything else in it is left out. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => text(each) !== undefined) : [];
}

/** A line number from 1; Trivy writes 0, or nothing, where it knows none. */
export function line(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;
}

/** A value as an object; an empty one for what is none, so that its keys can be asked for. */
export function element(value: unknown): Element {
  return isElement(value) ? value : {};
}

/**
 * A whole second in UTC on a day that every month has: most dates of a report are one, and need no calendar. There are
 * two for each vulnerability.
 */
const PLAIN_DATE = /^(?:19[7-9]|2\d\d)\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** ISO 8601 to the millisecond; undefined for what is no date, and for Go's year 1, which means "none". */
export function date(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (PLAIN_DATE.test(value)) return `${value.slice(0, -1)}.000Z`;
  const ms = /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) || ms < 0 ? undefined : new Date(ms).toISOString();
}
