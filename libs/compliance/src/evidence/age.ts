/** Days after which a reason has to be read again. */
export const REVIEW_DAYS = 365;

const DAY_MS = 86_400_000;

/** Whole days between two ISO dates. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
