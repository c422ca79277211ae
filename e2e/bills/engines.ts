// Bills in Parquet, read with DuckDB and in JavaScript alone: every output is the same.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../harness';
import { root, run } from '../machine';
import { BILL_LAYOUTS, randomBill } from './random-bill';
import type { BillLayout } from './random-bill';

const cost = join(root, 'apps/cost/bin/careplane-cost.js');
/** Bills of each layout; the columns of each are of other types. */
const BILLS = Number(process.env['BILLS_PER_LAYOUT'] ?? 5);

/** Types that exports have, as expressions of DuckDB. */
const TYPES: readonly { readonly date: string; readonly amount: string; readonly tags: string }[] = [
  { date: 'CAST(? AS TIMESTAMP)', amount: 'CAST(? AS DOUBLE)', tags: 'CAST(CAST(? AS JSON) AS MAP(VARCHAR, VARCHAR))' },
  { date: 'CAST(? AS TIMESTAMPTZ)', amount: 'CAST(? AS DECIMAL(30, 16))', tags: '?' },
  { date: '?', amount: 'CAST(? AS DOUBLE)', tags: '?' },
  {
    date: 'CAST(? AS DATE)',
    amount: 'CAST(? AS DECIMAL(38, 10))',
    tags: 'CAST(CAST(? AS JSON) AS MAP(VARCHAR, VARCHAR))',
  },
  { date: '?', amount: '?', tags: '?' },
];

/** What the tests of both readers share. */
export interface EngineFixture {
  /** Folder in which DuckDB is installed. */
  readonly engine: string;
  readonly scratch: string;
  readonly template: string;
}

/** Every output of the three commands that read bills, over bills at random. */
export function enginesAgree(fixture: EngineFixture): void {
  for (const [name, layout] of Object.entries(BILL_LAYOUTS)) {
    let answered = 0;
    for (let seed = 0; seed < BILLS; seed += 1) {
      const withBroken = seed % TYPES.length === 2;
      const file = parquetOf(fixture, layout, `${name}-${seed}`, randomBill(layout, seed, withBroken), seed);
      const [duckdb, javascript] = ['duckdb', 'javascript'].map((engine) => outputs(fixture, file, engine));
      const same = JSON.stringify(duckdb?.outputs) === JSON.stringify(javascript?.outputs);
      report(
        `${name}, bill ${seed}: tco, actual and usage learn say the same`,
        same && javascript?.statuses.every((status) => status === (withBroken ? 2 : 0)) === true,
        JSON.stringify([duckdb, javascript], undefined, 1),
      );
      if (duckdb?.alone === true) answered += 1;
      report(
        `${name}, bill ${seed}: ${withBroken ? 'its rows are read one by one, because some are broken' : 'DuckDB has read it alone'}`,
        duckdb?.alone === !withBroken,
        duckdb?.log,
      );
    }
    report(`${name}: DuckDB has read bills`, answered > 0, answered);
  }
}

/** What is said when DuckDB is not there, and of files that are no bill. */
export function badFiles({ engine, scratch, template }: EngineFixture): void {
  const tco = (file: string, cwd: string, ...args: string[]) =>
    run(process.execPath, [cost, 'tco', template, '--region', 'us-east-2', '--billing', file, ...args], { cwd });
  const bill = parquetOf(
    { engine, scratch, template },
    BILL_LAYOUTS['focus'],
    'bad',
    randomBill(layoutOf('focus'), 9, false),
    0,
  );
  const without = tco(bill, scratch, '--engine', 'duckdb');
  report(
    'without the package, --engine duckdb ends with 2 and names it',
    without.status === 2 && without.stderr.includes('npm install --save-dev @duckdb/node-api'),
    without.stderr,
  );
  const empty = join(scratch, 'empty.parquet');
  writeFileSync(empty, '');
  const cut = join(scratch, 'cut.parquet');
  writeFileSync(cut, readFileSync(bill).subarray(0, 5000));
  const other = parquetOf({ engine, scratch, template }, undefined, 'other', 'a,b\n1,2\n', 0);
  for (const [what, file] of Object.entries({ empty, cut, other, missing: join(scratch, 'none.parquet') })) {
    const [duckdb, javascript] = ['duckdb', 'javascript'].map((name) => tco(file, engine, '--engine', name));
    const said = [duckdb, javascript].map((ran) => [ran?.status, ran?.stdout, withoutProgress(ran?.stderr ?? '')]);
    report(
      `a file that is no bill (${what}): both end with 2, in the same words`,
      duckdb?.status === 2 && JSON.stringify(said[0]) === JSON.stringify(said[1]),
      JSON.stringify(said, undefined, 1),
    );
  }
}

function layoutOf(name: string): BillLayout {
  const layout = BILL_LAYOUTS[name];
  if (layout === undefined) throw new Error(`no layout ${name}`);
  return layout;
}

function parquetOf(
  { engine, scratch }: EngineFixture,
  layout: BillLayout | undefined,
  name: string,
  csv: string,
  seed: number,
): string {
  const [rows, file] = [join(scratch, `${name}.csv`), join(scratch, `${name}.parquet`)];
  writeFileSync(rows, csv);
  const types = TYPES[seed % TYPES.length];
  const columns =
    layout === undefined || types === undefined
      ? []
      : [
          `${layout.date}=${types.date}`,
          `${layout.cost}=${types.amount}`,
          `${layout.quantity}=${types.amount}`,
          ...(layout.tags === undefined ? [] : [`${layout.tags}=${types.tags}`]),
        ];
  const written = run(process.execPath, [join(root, 'e2e/bills/write-parquet.cjs'), rows, file, ...columns], {
    cwd: engine,
  });
  if (written.status !== 0) throw new Error(written.stderr);
  return file;
}

interface Outputs {
  readonly outputs: readonly string[];
  readonly statuses: readonly (number | null)[];
  /** DuckDB read the file, and no other reader did. */
  readonly alone: boolean;
  readonly log: string;
}

function outputs({ engine, scratch, template }: EngineFixture, bill: string, name: string): Outputs {
  const usage = join(scratch, 'usage.yaml');
  rmSync(usage, { force: true });
  const shared = [template, '--region', 'us-east-2', '--billing', bill, '--engine', name];
  const runs = [
    ['tco', ...shared, '--json'],
    ['actual', ...shared, '--json', '--month', '2026-09'],
    ['usage', 'learn', ...shared, '--month', '2026-09', '--out', usage],
  ].map((args) => run(process.execPath, [cost, ...args], { cwd: engine }));
  const log = runs.map(({ stderr }) => stderr).join('');
  const learned = existsSync(usage) ? readFileSync(usage, 'utf8') : 'nothing';
  return {
    outputs: [
      ...runs.flatMap(({ status, stdout, stderr }) => [String(status), stdout, withoutProgress(stderr)]),
      learned,
    ],
    statuses: runs.map(({ status }) => status),
    alone: log.split(`reading ${bill} with DuckDB\n`).length === 4 && !log.includes(`reading ${bill}\n`),
    log,
  };
}

function withoutProgress(stderr: string): string {
  return stderr.replace(/^reading .*\n/gm, '');
}
