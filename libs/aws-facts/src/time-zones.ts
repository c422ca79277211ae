/**
 * Whether a name is an IANA time zone. The names come from the ICU data of Node.js; older names of a zone, such as Asia/Calcutta, are
 * accepted, because AWS accepts them too.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function isTimeZone(name: string): boolean {
  // Most names are in the list. A format would answer too, but the first one of a process loads ICU's data for ten milliseconds.
  if (timeZones().includes(name)) return true;
  // Offsets such as +05:00 and names in another case are valid for Intl, but not for AWS.
  if (!/^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

let zones: readonly string[] | undefined;

/** Names of all time zones, for a suggestion. */
export function timeZones(): readonly string[] {
  zones ??= ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return zones;
}
