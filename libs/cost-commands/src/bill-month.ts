import { BadInput } from '@careplane/command-line';

/**
 * The month of a bill to compare: the one that is asked for, or the last.
 *
 * @param months of the bill, rising
 * @throws BadInput if the bill does not have it
 */
export function billMonth(asked: string | undefined, months: readonly string[]): string {
  const last = months.at(-1);
  if (last === undefined) throw new BadInput('The bill has no usage, only taxes, credits or support.');
  if (asked === undefined || months.includes(asked)) return asked ?? last;
  throw new BadInput(`--month ${asked}: the bill has no usage of it. It has ${months.join(', ')}.`);
}
