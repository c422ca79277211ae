import { statSync } from 'node:fs';
import type { Terminal } from '@careplane/command-line';
import { isParquet } from '@careplane/cost-model/bill';
import { startDuckDb } from './duckdb';
import type { DuckDb } from './duckdb';
import type { Engine } from './engines';
import { beginOf } from './read-pieces';

/** From this size DuckDB is faster, its start included: it adds 80 MB in the time in which JavaScript reads 5. */
const PAYS_FROM_BYTES = 8 * 2 ** 20;
/** From this size a bill takes some seconds without DuckDB. */
const NAMED_FROM_BYTES = 128 * 2 ** 20;

/**
 * Starts DuckDB for a bill if it pays and is installed, or if it is asked for. Names it once, if a large bill has to do without.
 *
 * @returns undefined if Parquet is read in JavaScript
 * @throws BadInput if DuckDB is asked for and cannot be started
 */
export async function chosenEngine(
  files: readonly string[],
  engine: Engine | undefined,
  terminal: Terminal,
): Promise<DuckDb | undefined> {
  if (engine === 'javascript') return undefined;
  const sizes = files.filter((file) => isParquet(beginOf(file))).map((file) => statSync(file).size);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (engine === 'duckdb') return startDuckDb();
  if (bytes < PAYS_FROM_BYTES) return undefined;
  try {
    return await startDuckDb();
  } catch (error) {
    if (bytes >= NAMED_FROM_BYTES)
      terminal.talk(
        `The bill has ${Math.round(bytes / 2 ** 20)} MB of Parquet, which JavaScript reads slowly. DuckDB reads them ten times faster. ${textOf(error)}`,
      );
    return undefined;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
