import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { BadInput } from '@careplane/command-line';
import type { BillReader } from '@careplane/cost-model/bill';
import type { FileMetaData } from 'hyparquet';
import { INSTALL_DUCKDB } from './duckdb';

/** What each column has as text; a decimal column has whole numbers, and the position of its point. */
type CellText = (value: unknown) => string;

/**
 * Reads a bill in Parquet into its reader, one row group at a time, and only the columns that count. AWS Data Exports compresses
 * with Snappy; gzip and Brotli work too.
 *
 * @throws BadInput when the file is damaged, or compressed in another way
 */
export async function readParquet(file: string, reader: BillReader): Promise<void> {
  // Loaded late, because most commands read no Parquet; and it has ES modules only.
  const { asyncBufferFromFile, parquetMetadataAsync, parquetScan } = await import('hyparquet');
  try {
    const buffer = await asyncBufferFromFile(file);
    const metadata = await parquetMetadataAsync(buffer);
    const names = topLevelNames(metadata);
    const roles = reader.open(names);
    if (roles === undefined) return;
    const columns = [...roles.needed].map((position) => ({ position, name: names[position] ?? '' }));
    const texts = new Map(columns.map(({ name }) => [name, textOf(metadata, name)]));
    const scan = await parquetScan({
      file: buffer,
      metadata,
      columns: columns.map(({ name }) => name),
      compressors: {
        GZIP: (bytes) => new Uint8Array(gunzipSync(bytes)),
        BROTLI: (bytes) => new Uint8Array(brotliDecompressSync(bytes)),
      },
      parsers: {
        timestampFromMilliseconds: (time) => dateText(Number(time)),
        timestampFromMicroseconds: (time) => dateText(Number(time / 1000n)),
        timestampFromNanoseconds: (time) => dateText(Number(time / 1_000_000n)),
        dateFromDays: (days) => dateText(days * 86_400_000),
      },
    });
    const cells = names.map(() => '');
    for (const { rowStart, rowEnd } of scan.ranges) {
      const read = await Promise.all(
        columns.map(async ({ position, name }) => ({
          position,
          text: texts.get(name) ?? String,
          values: await scan.readColumn({ column: name, rowStart, rowEnd }),
        })),
      );
      for (let row = rowStart; row < rowEnd; row += 1) {
        for (const { position, text, values } of read) cells[position] = text(values[row - rowStart]);
        if (!reader.pushRow(cells, row + 1)) return;
      }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const next = reason.includes('compression codec')
      ? `DuckDB reads it: ${INSTALL_DUCKDB}, and add --engine duckdb. Or export it as CSV.`
      : 'Download it again, or export it as CSV.';
    throw new BadInput(`${file} cannot be read as Parquet (${reason}). ${next}`);
  }
}

/** The names of the columns, in the order of the file; a column inside a structure is not one of them. */
function topLevelNames({ schema }: FileMetaData): string[] {
  const names: string[] = [];
  for (let index = 1; index < schema.length; index += 1) {
    names.push(schema[index]?.name ?? '');
    index += descendants(schema, index);
  }
  return names;
}

function descendants(schema: FileMetaData['schema'], index: number): number {
  let count = 0;
  for (let child = 0; child < (schema[index]?.num_children ?? 0); child += 1) {
    count += 1 + descendants(schema, index + count + 1);
  }
  return count;
}

/**
 * How the values of a column become text. The type of a decimal column is removed from the metadata, because the library would
 * make binary fractions of its numbers; sums of money are exact.
 */
function textOf({ schema }: FileMetaData, name: string): CellText {
  const element = schema.find((each) => each.name === name);
  if (element?.converted_type !== 'DECIMAL' || element.type === 'BYTE_ARRAY') return (value) => plainText(value);
  const scale = element.scale ?? 0;
  delete element.converted_type;
  delete element.logical_type;
  return (value) => (value === null || value === undefined ? '' : `${wholeNumber(value)}e-${scale}`);
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  // A map, such as the tags of a resource.
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A whole number: of 32 or 64 bits, or bytes in two's complement, the highest first. */
function wholeNumber(value: unknown): bigint {
  if (!(value instanceof Uint8Array)) return BigInt(value as number | bigint);
  const number = BigInt(`0x${Buffer.from(value).toString('hex') || '0'}`);
  return BigInt.asIntN(value.length * 8, number);
}

function dateText(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? String(milliseconds) : date.toISOString();
}
