import { sumsQuery } from './parquet-sums-query';

const columns = (types: Readonly<Record<string, string>>) =>
  Object.entries(types).map(([name, type], position) => ({ position, name, type }));

const query = (types: Readonly<Record<string, string>>, dates: readonly number[] = [1, 2]) =>
  sumsQuery("o'clock.parquet", columns(types), {
    needed: new Set(Object.keys(types).keys()),
    amounts: new Set([0]),
    dates: new Set(dates),
  });

describe('the query for sums of a bill', () => {
  it('adds whole numbers of the tenth place, and leaves apart what they are not', () => {
    const { sql, keys, amounts } =
      query({ cost: 'DOUBLE', period: 'TIMESTAMP', start: 'VARCHAR', 'a "b"': 'VARCHAR' }) ?? {};
    expect(sql?.split('\n')).toEqual([
      'WITH file AS (SELECT',
      `file_row_number AS number, strftime("period", '%Y-%m-') AS k0, CASE WHEN "period" IS NULL THEN CASE WHEN substr("start", 5, 1) IN ('-', '/') AND substr("start", 8, 1) IN ('-', '/') THEN left("start", 8) ELSE "start" END END AS k1, "a ""b""" AS k2, "cost" AS x0`,
      "FROM read_parquet('o''clock.parquet', hive_partitioning = false, binary_as_string = true, file_row_number = true)),",
      'scaled AS (SELECT *, TRY_CAST(x0 * 1e10 AS BIGINT) AS t0 FROM file),',
      'exact AS (SELECT *, CASE WHEN t0 BETWEEN -999999999999999 AND 999999999999999 AND t0 / 1e10 = x0 THEN t0 WHEN abs(x0) < 9e8 AND TRY_CAST(x0 * 1e4 AS BIGINT) / 1e4 = x0 THEN TRY_CAST(x0 * 1e4 AS BIGINT) * 1000000 END AS d0 FROM scaled),',
      'certain AS (SELECT *, (x0 IS NULL OR d0 IS NOT NULL) AS summed FROM exact)',
      'SELECT MIN(number) + 1 AS row, COUNT(*), summed,',
      "k0, k1, k2, CAST(SUM(d0) AS VARCHAR) || 'e-10', CASE WHEN NOT summed THEN x0 END",
      'FROM certain GROUP BY k0, k1, k2, summed, sign(d0), CASE WHEN NOT summed THEN x0 END',
      'ORDER BY row LIMIT 20001',
    ]);
    expect(keys?.map(({ name }) => name)).toEqual(['period', 'start', 'a "b"']);
    expect(amounts?.map(({ name }) => name)).toEqual(['cost']);
  });

  it.each([
    ['a binary fraction of 32 bits', { cost: 'FLOAT', period: 'DATE' }],
    ['a service that is a number', { cost: 'DOUBLE', period: 'DATE', start: 'DATE', service: 'BIGINT' }],
    ['a period that is a number', { cost: 'DOUBLE', period: 'BIGINT' }],
    ['tags that are a list', { cost: 'DOUBLE', period: 'DATE', start: 'DATE', tags: 'STRUCT("key" VARCHAR)[]' }],
  ])('is none for %s, whose text differs between readers', (_, types) => {
    expect(query(types)).toBeUndefined();
  });

  it.each(['DECIMAL(38,10)', 'BIGINT', 'UINTEGER', 'VARCHAR'])('adds amounts of the type %s', (type) => {
    expect(query({ cost: type, period: 'TIMESTAMP WITH TIME ZONE' })?.sql).toMatch(/SUM\(d0\) AS VARCHAR\) \|\| ''/);
  });
});
