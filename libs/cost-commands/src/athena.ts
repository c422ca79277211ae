import { BadInput } from '@careplane/command-line';
import { athenaQuery } from '@careplane/cost-model/bill';
import type { TableFormat } from '@careplane/cost-model/bill';
import { monthsFrom } from './months';

export interface AthenaOptions {
  /** Name of the table. */
  readonly athena: string;
  readonly tableFormat: TableFormat;
  /** YYYY-MM, rising. @default the three months before this one */
  readonly months?: readonly string[];
}

/** The number of whole months that a comparison averages unless others are asked for. */
const USUAL_MONTHS = 3;

/**
 * A query, and what to do with its answer.
 *
 * @param today for the usual months: the last that are complete
 */
export function athenaText(options: AthenaOptions, today: Date): string {
  const { athena, tableFormat, months = monthsBefore(today) } = options;
  return [
    `-- Save the answer as CSV: careplane-cost tco ... --billing ANSWER.csv`,
    athenaQuery({ table: athena, format: tableFormat, months }),
  ].join('\n');
}

/**
 * The options of a query and those of a comparison are not given together.
 *
 * @throws BadInput if they are
 */
export function refuseWithQuery(given: Readonly<Record<string, unknown>>, what: readonly string[]): void {
  const others = [
    ...what.map((each) => JSON.stringify(each)),
    ...['billing', 'provider', 'keep'].filter((name) => given[name] !== undefined).map((name) => `--${name}`),
  ];
  const formats = ['json', 'format'].filter((name) => given[name] !== undefined).map((name) => `--${name}`);
  if (formats.length > 0)
    throw new BadInput(`--athena prints a query in SQL and has no other format: leave out ${formats.join(', ')}.`);
  if (others.length === 0) return;
  throw new BadInput(
    `--athena prints a query and compares nothing: leave out ${others.join(', ')}. Give them with --billing ANSWER.csv, after the query has run.`,
  );
}

function monthsBefore(today: Date): readonly string[] {
  const month = (back: number) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
  return monthsFrom(month(USUAL_MONTHS), month(1));
}
