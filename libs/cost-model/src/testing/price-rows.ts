import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** A row of the lists in `prices/`, as people read it in its source. */
export interface Row {
  readonly file: string;
  readonly key: string;
  readonly unit: string;
  readonly region: string;
  readonly usd: string;
  readonly asOf: string;
  readonly confidence: string;
  readonly source: string;
  readonly rule?: string;
}

const FOLDER = join(__dirname, '../../prices');
const read = <T>(name: string, folder = FOLDER) => parse(readFileSync(join(folder, name)), { columns: true }) as T[];
export const SOURCES = read<{ source: string; url: string; licence: string }>('sources.csv');
export const ROWS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.csv') && name !== 'sources.csv')
  .flatMap((file) => read<Row>(file).map((row) => ({ ...row, file })));
/** Sources whose rows were compared with their text. */
export const COMPARED = read<{ source: string; rows: string; sha256: string; compared: string }>(
  'compared-sources.csv',
  __dirname,
);
