/**
 * A number for people, with commas between thousands: `10,240`, `-1,234.5`. Unlike `toLocaleString`, whose first call in a process loads ICU's
 * data for ten milliseconds, and which rounds.
 *
 * @param number in decimal notation, without an exponent
 */
export function groupedDigits(number: number | string): string {
  const [whole = '', fraction] = String(number).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
