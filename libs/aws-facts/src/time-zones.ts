/**
 * Whether a name is an IANA time zone. The names come from the ICU data of Node.js; older names of a zone, such as Asia/Calcutta, are
 * accepted, because AWS accepts them too.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function isTimeZone(name: string): boolean {
  // Offsets such as +05:00 and names in another case are valid for Intl, but not for AWS.
  if (!/^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Names of all time zones, for a suggestion. */
export function timeZones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')];
}
