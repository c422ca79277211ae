/** How AWS lays out a bill in a table of Athena. */
export type TableFormat = 'cur-2.0' | 'cur' | 'focus';

/** Which rows of which table are added. */
export interface AthenaQueryOptions {
  /** Name of the table, with its database if it is not the current one: `billing.cur2`. */
  readonly table: string;
  /** @default cur-2.0 */
  readonly format?: TableFormat;
  /** YYYY-MM, rising; at least one. */
  readonly months: readonly string[];
}

interface TableLayout {
  /** Columns by which costs are added. They keep their names, so that the answer is a bill of the same format. */
  readonly groups: readonly string[];
  readonly cost: string;
  /** Which partitions have these months. Athena reads no others, and charges for what it reads. */
  readonly partitions: (months: readonly string[]) => string;
}

const byBillingPeriod = (months: readonly string[]) => `billing_period IN (${months.map(literal).join(', ')})`;

/**
 * Partitions: of Data Exports `billing_period`, of the legacy report `year` and `month`, with and without a leading zero.
 * https://docs.aws.amazon.com/cur/latest/userguide/dataexports-processing-data.html
 * https://docs.aws.amazon.com/cur/latest/userguide/cur-ate-run.html
 */
const LAYOUTS: Readonly<Record<TableFormat, TableLayout>> = {
  'cur-2.0': {
    groups: [
      'bill_billing_period_start_date',
      'line_item_line_item_type',
      'line_item_product_code',
      'line_item_currency_code',
    ],
    cost: 'line_item_unblended_cost',
    partitions: byBillingPeriod,
  },
  cur: {
    groups: [
      'bill_billing_period_start_date',
      'line_item_line_item_type',
      'line_item_product_code',
      'product_product_name',
      'line_item_currency_code',
    ],
    cost: 'line_item_unblended_cost',
    partitions: (months) => months.map(yearAndMonth).join(' OR '),
  },
  focus: {
    groups: ['billingperiodstart', 'chargecategory', 'servicename', 'providername', 'billingcurrency'],
    cost: 'billedcost',
    partitions: byBillingPeriod,
  },
};

/** Twelve places: AWS bills ten, and a binary fraction of a cost is right to fifteen digits. */
const MONEY = 'DECIMAL(38, 12)';

/**
 * A query for Athena that adds a bill by month, service and kind of charge, as `tco` does with the files. Its answer, saved as
 * CSV, is a bill that `tco` reads.
 *
 * @param options.table an identifier, checked by the caller
 */
export function athenaQuery({ table, format = 'cur-2.0', months }: AthenaQueryOptions): string {
  const { groups, cost, partitions } = LAYOUTS[format];
  return [
    'SELECT',
    ...groups.map((name) => `  ${name},`),
    `  SUM(CAST(${cost} AS ${MONEY})) AS ${cost}`,
    `FROM ${table
      .split('.')
      .map((part) => `"${part}"`)
      .join('.')}`,
    `WHERE ${partitions(months)}`,
    `GROUP BY ${groups.join(', ')}`,
    `ORDER BY ${groups.slice(0, 3).join(', ')};`,
  ].join('\n');
}

function yearAndMonth(month: string): string {
  const [year = '', number = ''] = month.split('-');
  const spellings = [...new Set([String(Number(number)), number])].map(literal).join(', ');
  return `(year = ${literal(year)} AND month IN (${spellings}))`;
}

function literal(text: string): string {
  return `'${text}'`;
}
