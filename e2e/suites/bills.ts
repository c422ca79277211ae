// Bills that are too large to download: the query that careplane-cost tco prints for Athena is answered by DuckDB, over files
// laid out as AWS's reports are, and its answer says the same as the files themselves. Bills in Parquet say the same whether DuckDB
// or JavaScript reads them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { badFiles, enginesAgree } from '../bills/engines';
import { report, suite } from '../harness';
import { root, run } from '../machine';
import { nodePackage } from '../node-package';
import { pythonEnvironment } from '../python-environment';

const DUCKDB = '2.0.1';
/** The engine as users install it beside the commands. */
const ENGINE = '1.5.6-r.1';
const cost = join(root, 'apps/cost/bin/careplane-cost.js');
const ROWS = 6_000;
/** Kinds of charges, each with the share of rows that have it. */
const KINDS = ['Usage', 'Usage', 'Usage', 'SavingsPlanNegation', 'Tax', 'Credit'];
const SERVICES = ['AmazonECS', 'AmazonRDS', 'AmazonEC2', 'AmazonS3', 'AWSELB'];
const MONTHS = ['2026-08', '2026-09', '2026-10'];

interface Layout {
  readonly header: readonly string[];
  readonly row: (month: string, kind: string, service: string, amount: string) => readonly string[];
}

/** Columns as Athena has them, besides those that the query does not read. */
const LAYOUTS: Readonly<Record<string, Layout>> = {
  'cur-2.0': {
    header: [
      'identity_line_item_id',
      'bill_billing_period_start_date',
      'line_item_line_item_type',
      'line_item_product_code',
      'line_item_currency_code',
      'line_item_unblended_cost',
    ],
    row: (month, kind, service, amount) => ['id', `${month}-01T00:00:00Z`, kind, service, 'USD', amount],
  },
  cur: {
    header: [
      'bill_billing_period_start_date',
      'line_item_line_item_type',
      'line_item_product_code',
      'product_product_name',
      'line_item_currency_code',
      'line_item_unblended_cost',
    ],
    row: (month, kind, service, amount) => [`${month}-01T00:00:00Z`, kind, service, `The ${service}`, 'USD', amount],
  },
  focus: {
    header: ['billingperiodstart', 'chargecategory', 'servicename', 'providername', 'billingcurrency', 'billedcost'],
    row: (month, kind, service, amount) => [`${month}-01T00:00:00Z`, kind, service, 'AWS', 'USD', amount],
  },
};

interface Fixture {
  readonly python: string;
  readonly engine: string;
  readonly scratch: string;
  readonly template: string;
}

suite('bills', {
  setUp(scratch) {
    const environment = pythonEnvironment(`duckdb-${DUCKDB}`, [`duckdb==${DUCKDB}`]);
    const engine = nodePackage(`duckdb-node-api-${ENGINE}`, `@duckdb/node-api@${ENGINE}`);
    if (environment === undefined || engine === undefined) return undefined;
    const template = join(scratch, 'template.yaml');
    writeFileSync(template, 'Resources:\n  Nat: { Type: AWS::EC2::NatGateway }\n');
    return { python: join(environment, 'python3'), engine, scratch, template };
  },
  tests: {
    'the query for a CUR 2.0': (fixture) => queryAgrees('cur-2.0', 'billing.cur2', fixture),
    'the query for a legacy report': (fixture) => queryAgrees('cur', 'cur', fixture),
    'the query for FOCUS': (fixture) => queryAgrees('focus', 'focus', fixture),
    'DuckDB and JavaScript': (fixture) => enginesAgree(fixture),
    'files that are no bill': (fixture) => badFiles(fixture),
  },
});

function queryAgrees(format: string, table: string, { python, scratch, template }: Fixture): void {
  const rows = join(scratch, `${format}.csv`);
  writeFileSync(rows, rowsOf(format));
  const query = run(process.execPath, [
    cost,
    'tco',
    '--athena',
    table,
    '--table-format',
    format,
    '--months',
    '2026-08..2026-10',
  ]);
  const folder = join(scratch, format);
  const program = join(root, 'e2e/bills/as_athena.py');
  const answered = run(python, [program, format, rows, folder, table], { input: query.stdout });
  report(`${format}: the query runs`, query.status === 0 && answered.status === 0, query.stderr + answered.stderr);
  const answer = join(scratch, `${format}-answer.csv`);
  writeFileSync(answer, answered.stdout);
  const lines = answered.stdout.trim().split('\n').length - 1;
  report(
    `${format}: the answer has a row for each month, kind and service, and not for each line of the bill`,
    lines > MONTHS.length && lines <= MONTHS.length * new Set(KINDS).size * SERVICES.length,
    `${lines} rows`,
  );
  const tco = (billing: string) => {
    const ran = run(process.execPath, [cost, 'tco', template, '--region', 'us-east-2', '--billing', billing, '--json']);
    return ran.status === 0 ? ran.stdout : `${ran.status} ${ran.stderr}`;
  };
  const whole = tco(rows);
  report(`${format}: tco says the same of the answer as of the whole bill`, tco(answer) === whole, whole);
  report(`${format}: tco says the same of the Parquet files`, tco(folder) === whole, `${tco(folder)}\n${whole}`);
}

/** Rows whose costs have up to ten places, some of them tiny, some of them zero. */
function rowsOf(format: string): string {
  const layout = LAYOUTS[format];
  if (layout === undefined) throw new Error(`no layout for ${format}`);
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const kind = KINDS[index % KINDS.length] ?? '';
    const sign = kind === 'Credit' || kind === 'SavingsPlanNegation' ? '-' : '';
    const places = String((index * 7919) % 10_000_000_000).padStart(10, '0');
    const amount = index % 13 === 0 ? '0' : `${sign}${index % 7 === 0 ? 0 : index % 5}.${places}`;
    return layout.row(MONTHS[index % 3] ?? '', kind, SERVICES[index % 5] ?? '', amount).join(',');
  });
  return `${[layout.header.join(','), ...lines].join('\n')}\n`;
}
