/** A time of ISO 8601 as OCSF counts it: milliseconds since 1970; undefined for what is no time. */
export function epochMs(time: string): number | undefined {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? undefined : ms;
}
