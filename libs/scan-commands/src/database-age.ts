import { BadInput } from '@careplane/command-line';

/** @throws BadInput for anything but a number of hours above 0 */
export function databaseAgeOf(text: string): number {
  const hours = Number(text);
  if (hours > 0) return hours;
  throw new BadInput(`--max-database-age ${text}: give hours as a number above 0, such as 48.`);
}
