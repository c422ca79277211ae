import type { BillColumns } from '@careplane/cost-model/bill';

/** A needed column of a bill in Parquet. */
export interface ParquetColumn {
  /** Position among the columns of the file. */
  readonly position: number;
  readonly name: string;
  /** As DuckDB calls it: `VARCHAR`, `DECIMAL(18,2)`, `MAP(VARCHAR, VARCHAR)`. */
  readonly type: string;
}

/** A query whose rows are sums of the rows of a bill. */
export interface SumsQuery {
  readonly sql: string;
  /** Columns by which rows are added, in the order of the answer, after the three figures about each row. */
  readonly keys: readonly ParquetColumn[];
  /** Columns that are added. After the keys, the answer has the sum of each, and then the value of each where it is not added. */
  readonly amounts: readonly ParquetColumn[];
}

/** More rows than this are no summary, and would take more memory than reading the file row by row. */
export const MAX_ROWS = 20_000;

/**
 * A query that adds the rows of a bill that differ in amounts only. Sums are exact: an amount that is not certainly the decimal
 * which a reader of the row sees is not added, and the answer has its rows apart. Positive and negative amounts and zeros are
 * added apart too, because a bill with 5 and -5 is not one with nothing. Rows keep the order in which the file has the first of
 * each. Every row of the answer begins with: number of the first row, count of rows, whether the amounts are sums.
 *
 * @param file path of the Parquet file
 * @returns undefined if a column has a type whose text may differ between readers
 */
export function sumsQuery(file: string, columns: readonly ParquetColumn[], roles: BillColumns): SumsQuery | undefined {
  const amounts = columns.filter(({ position }) => roles.amounts.has(position));
  const keys = columns.filter(({ position }) => !roles.amounts.has(position));
  const dates = keys.filter(({ position }) => roles.dates.has(position));
  const keyTexts = keys.map((key) => (dates.includes(key) ? dateText(key, dates) : plainText(key)));
  const exact = amounts.map(({ type }, index) => exactAmount(type, `x${index}`, `t${index}`));
  if (amounts.length === 0 || keyTexts.includes(undefined) || exact.includes(undefined)) return undefined;
  const each = (text: (index: number) => string): string[] => amounts.map((_, index) => text(index));
  const names = keys.map((_, index) => `k${index}`);
  const values = each((index) => `CASE WHEN NOT summed THEN x${index} END`);
  const lines = [
    'WITH file AS (SELECT',
    [
      'file_row_number AS number',
      ...keyTexts.map((text, index) => `${text} AS k${index}`),
      ...amounts.map(({ name }, index) => `${identifier(name)} AS x${index}`),
    ].join(', '),
    `FROM ${parquetFile(file, 'file_row_number = true')}),`,
    `scaled AS (SELECT *, ${each((index) => `${exact[index]?.scaled ?? 'NULL'} AS t${index}`).join(', ')} FROM file),`,
    `exact AS (SELECT *, ${each((index) => `${exact[index]?.value} AS d${index}`).join(', ')} FROM scaled),`,
    `certain AS (SELECT *, ${each((index) => `(x${index} IS NULL OR d${index} IS NOT NULL)`).join(' AND ')} AS summed FROM exact)`,
    'SELECT MIN(number) + 1 AS row, COUNT(*), summed,',
    [...names, ...each((index) => `CAST(SUM(d${index}) AS VARCHAR) || '${exact[index]?.exponent}'`), ...values].join(
      ', ',
    ),
    `FROM certain GROUP BY ${[...names, 'summed', ...each((index) => `sign(d${index})`), ...values].join(', ')}`,
    `ORDER BY row LIMIT ${MAX_ROWS + 1}`,
  ];
  return { sql: lines.join('\n'), keys, amounts };
}

/** The rows of a file in SQL. The folders of its path add no columns, and texts without a note of their encoding are texts. */
export function parquetFile(file: string, ...options: readonly string[]): string {
  const all = ['hive_partitioning = false', 'binary_as_string = true', ...options];
  return `read_parquet('${file.replaceAll("'", "''")}', ${all.join(', ')})`;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function plainText({ name, type }: ParquetColumn): string | undefined {
  if (type === 'VARCHAR') return identifier(name);
  return type === 'MAP(VARCHAR, VARCHAR)' ? `CAST(to_json(${identifier(name)}) AS VARCHAR)` : undefined;
}

/** A date as far as it counts: its month, and nothing if an earlier column has one. A month has 744 hours in which usage may start. */
function dateText(date: ParquetColumn, dates: readonly ParquetColumn[]): string | undefined {
  const text = monthText(date);
  const earlier = dates.slice(0, dates.indexOf(date));
  if (text === undefined || earlier.length === 0) return text;
  const isEmpty = earlier.map(({ name, type }) => {
    const column = identifier(name);
    return type === 'VARCHAR' ? `(${column} IS NULL OR ${column} = '')` : `${column} IS NULL`;
  });
  return `CASE WHEN ${isEmpty.join(' AND ')} THEN ${text} END`;
}

/** The first eight signs of `2026-09-14T13:00:00Z`; any other text as it is. */
function monthText({ name, type }: ParquetColumn): string | undefined {
  const column = identifier(name);
  if (type === 'VARCHAR')
    return `CASE WHEN substr(${column}, 5, 1) IN ('-', '/') AND substr(${column}, 8, 1) IN ('-', '/') THEN left(${column}, 8) ELSE ${column} END`;
  if (/^(?:DATE|TIMESTAMP(?:_S|_MS|_NS)?)$/.test(type)) return `strftime(${column}, '%Y-%m-')`;
  if (type === 'TIMESTAMP WITH TIME ZONE') return `strftime(${column} AT TIME ZONE 'UTC', '%Y-%m-')`;
  return undefined;
}

/** An amount in SQL. */
interface ExactAmount {
  /** What `value` needs more than once, as column `t`. @default nothing */
  readonly scaled?: string;
  /** What is added: the amount, or a whole number of its last places; NULL where that is not certainly the amount. */
  readonly value: string;
  /** Power of ten of the value, as the end of its text. */
  readonly exponent: string;
}

/**
 * An amount as the decimal that a reader of its row sees; undefined for other types. The shortest text of a binary fraction is a
 * decimal of at most 15 digits exactly if that decimal, converted back, is the same fraction. Nearly all amounts have at most ten
 * places, and large quantities have fewer.
 *
 * @param x column with the amount
 * @param t column for `scaled`
 */
function exactAmount(type: string, x: string, t: string): ExactAmount | undefined {
  if (/^(?:DECIMAL.*|U?(?:TINY|SMALL|BIG)?INT|U?INTEGER)$/.test(type)) return { value: x, exponent: '' };
  if (type === 'VARCHAR') {
    const plain = `regexp_full_match(${x}, '-?[0-9]{1,8}([.][0-9]{1,10})?')`;
    return { value: `CASE WHEN ${plain} THEN TRY_CAST(${x} AS DECIMAL(18, 10)) END`, exponent: '' };
  }
  if (type !== 'DOUBLE') return undefined;
  const four = `TRY_CAST(${x} * 1e4 AS BIGINT)`;
  return {
    scaled: `TRY_CAST(${x} * 1e10 AS BIGINT)`,
    value: [
      `CASE WHEN ${t} BETWEEN -${MAX_WHOLE} AND ${MAX_WHOLE} AND ${t} / 1e10 = ${x} THEN ${t}`,
      `WHEN abs(${x}) < 9e8 AND ${four} / 1e4 = ${x} THEN ${four} * 1000000 END`,
    ].join(' '),
    exponent: 'e-10',
  };
}

/** The largest whole number of at most 15 digits. */
const MAX_WHOLE = 999_999_999_999_999;
