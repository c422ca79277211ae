import { BadInput } from '@careplane/command-line';
import { athenaQuery } from '@careplane/cost-model/bill';
import type { TableFormat } from '@careplane/cost-model/bill';
import { InvalidArgumentError } from 'commander';

export interface AthenaOptions {
  /** Name of the table. */
  readonly athena: string;
  readonly tableFormat: TableFormat;
  /** YYYY-MM, rising. @default the three months before this one */
  readonly months?: readonly string[];
}

/** The number of whole months that a comparison averages unless others are asked for. */
const USUAL_MONTHS = 3;
/** Longer than any bill is kept by a report that AWS fills again. */
const MAX_MONTHS = 38;

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
  if (others.length === 0) return;
  throw new BadInput(
    `--athena prints a query and compares nothing: leave out ${others.join(', ')}. Give them with --billing ANSWER.csv, after the query has run.`,
  );
}

/** `2026-10`, or `2026-08..2026-10`. */
export function monthsArgument(text: string): readonly string[] {
  const [, from = '', to = from] = /^(\d{4}-(?:0[1-9]|1[0-2]))(?:\.\.(\d{4}-(?:0[1-9]|1[0-2])))?$/.exec(text) ?? [];
  const months = from === '' ? [] : monthsFrom(from, to);
  if (months.length > 0 && months.length <= MAX_MONTHS) return months;
  throw new InvalidArgumentError(
    `It must be a month, such as 2026-10, or the first and the last of at most ${MAX_MONTHS}, such as 2026-08..2026-10, not ${JSON.stringify(text)}.`,
  );
}

/** A name of a table in Athena, with or without its database and catalog. */
export function tableArgument(text: string): string {
  if (/^[A-Za-z0-9_]{1,255}(\.[A-Za-z0-9_]{1,255}){0,2}$/.test(text)) return text;
  throw new InvalidArgumentError(
    `It must be the name of a table, such as cur2 or billing.cur2: letters, digits and underscores, not ${JSON.stringify(text)}.`,
  );
}

function monthsBefore(today: Date): readonly string[] {
  const month = (back: number) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
  return monthsFrom(month(USUAL_MONTHS), month(1));
}

function monthsFrom(first: string, last: string): readonly string[] {
  const months: string[] = [];
  for (let at = new Date(`${first}-01T00:00:00Z`); months.length <= MAX_MONTHS; at.setUTCMonth(at.getUTCMonth() + 1)) {
    const month = at.toISOString().slice(0, 7);
    if (month > last) break;
    months.push(month);
  }
  return months;
}
