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
  /** Columns that are added: for each the sum, and, of rows that are not added, the value. */
  readonly amounts: readonly ParquetColumn[];
}

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
  const keyTexts = keys.map((key) => keyText(key, roles.dates.has(key.position)));
  const readAmounts = amounts.map(({ type }, index) => exactAmount(type, `x${index}`));
  if (amounts.length === 0 || [...keyTexts, ...readAmounts].includes(undefined)) return undefined;
  const each = (text: (index: number) => string): string[] => amounts.map((_, index) => text(index));
  const all = each((index) => `(x${index} IS NULL OR d${index} IS NOT NULL)`).join(' AND ');
  const names = keys.map((_, index) => `k${index}`);
  const groups = [
    ...names,
    'summed',
    ...each((index) => `CASE WHEN summed THEN sign(d${index}) END`),
    ...each((index) => `CASE WHEN NOT summed THEN x${index} END`),
  ];
  const sql = [
    'WITH file AS (SELECT',
    [
      'file_row_number AS number',
      ...keyTexts.map((text, index) => `${text} AS k${index}`),
      ...amounts.map(({ name }, index) => `${identifier(name)} AS x${index}`),
    ].join(', '),
    `FROM ${parquetFile(file, 'file_row_number = true')}),`,
    `decimals AS (SELECT *, ${each((index) => `${readAmounts[index]} AS d${index}`).join(', ')} FROM file),`,
    `certain AS (SELECT *, ${all} AS summed FROM decimals)`,
    `SELECT MIN(number) + 1 AS first, COUNT(*), summed,`,
    [
      ...names,
      ...each((index) => `CAST(SUM(d${index}) AS VARCHAR)`),
      ...each((index) => `CASE WHEN NOT summed THEN x${index} END`),
    ].join(', '),
    `FROM certain GROUP BY ${groups.join(', ')} ORDER BY first LIMIT ${MAX_ROWS + 1}`,
  ].join('\n');
  return { sql, keys, amounts };
}

/** More rows than this are no summary, and would take more memory than reading the file row by row. */
export const MAX_ROWS = 200_000;

/** The rows of a file in SQL. The folders of its path add no columns, and texts without a note of their encoding are texts. */
export function parquetFile(file: string, ...options: readonly string[]): string {
  const all = ['hive_partitioning = false', 'binary_as_string = true', ...options];
  return `read_parquet('${file.replaceAll("'", "''")}', ${all.join(', ')})`;
}

/** A name in SQL. */
function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The text of a cell, as far as it counts. */
function keyText({ name, type }: ParquetColumn, isDate: boolean): string | undefined {
  const column = identifier(name);
  // `2026-09-` says the month as well as `2026-09-14T13:00:00Z`, and a month has 744 hours.
  if (type === 'VARCHAR' && isDate)
    return `CASE WHEN substr(${column}, 5, 1) IN ('-', '/') AND substr(${column}, 8, 1) IN ('-', '/') THEN left(${column}, 8) ELSE ${column} END`;
  if (type === 'VARCHAR') return column;
  if (isDate && /^(?:DATE|TIMESTAMP(?:_S|_MS|_NS)?)$/.test(type)) return `strftime(${column}, '%Y-%m-')`;
  if (isDate && type === 'TIMESTAMP WITH TIME ZONE') return `strftime(${column} AT TIME ZONE 'UTC', '%Y-%m-')`;
  if (type === 'MAP(VARCHAR, VARCHAR)') return `CAST(to_json(${column}) AS VARCHAR)`;
  return undefined;
}

/**
 * An amount as the decimal that a reader of the row sees; NULL if that is not certain, undefined for an unknown type. The
 * shortest text of a binary fraction is a decimal of at most 15 digits exactly if that decimal, converted back, is the same
 * fraction. Nearly all amounts have at most ten places, and large quantities have fewer.
 */
function exactAmount(type: string, column: string): string | undefined {
  if (/^(?:DECIMAL.*|U?(?:TINY|SMALL|BIG)?INT|U?INTEGER)$/.test(type)) return column;
  if (type === 'VARCHAR')
    return `CASE WHEN regexp_full_match(${column}, '-?[0-9]{1,8}([.][0-9]{1,10})?') THEN TRY_CAST(${column} AS DECIMAL(18, 10)) END`;
  if (type !== 'DOUBLE') return undefined;
  const ten = `TRY_CAST(${column} AS DECIMAL(18, 10))`;
  const four = `TRY_CAST(${column} AS DECIMAL(18, 4))`;
  return `CASE WHEN abs(${column}) < 1e5 AND CAST(${ten} AS DOUBLE) = ${column} THEN ${ten} WHEN abs(${column}) < 1e11 AND CAST(${four} AS DOUBLE) = ${column} THEN ${four} END`;
}
