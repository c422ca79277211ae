// Writes a CSV as Parquet, in DuckDB: node write-parquet.cjs ROWS.csv FILE.parquet 'COLUMN=EXPRESSION'...
// Started in a folder in which @duckdb/node-api is installed. `?` in an expression is the column's text.
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { DuckDBInstance } = createRequire(join(process.cwd(), 'package.json'))('@duckdb/node-api');

const [rows, file, ...columns] = process.argv.slice(2);
const replaced = columns.map((column) => {
  const at = column.indexOf('=');
  const name = `"${column.slice(0, at)}"`;
  return `${column.slice(at + 1).replaceAll('?', `nullif(${name}, '')`)} AS ${name}`;
});

async function main() {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  await connection.run("SET TimeZone = 'UTC'");
  const replacing = replaced.length === 0 ? '' : `REPLACE (${replaced.join(', ')})`;
  await connection.run(
    `COPY (SELECT * ${replacing} FROM read_csv('${rows}', all_varchar = true)) TO '${file}' (FORMAT parquet, COMPRESSION snappy)`,
  );
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
