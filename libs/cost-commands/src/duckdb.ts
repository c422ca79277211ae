import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BadInput } from '@careplane/command-line';

/** The optional package: an engine that adds columns of Parquet, of which 70 MB are for one platform. */
const PACKAGE = '@duckdb/node-api';
/** Where the package is looked for: beside this program, and in the workspace of the user. */
const PLACES = [__filename, join(process.cwd(), 'package.json')];

/** What installs the engine. */
export const INSTALL_DUCKDB = `npm install --save-dev ${PACKAGE}`;

/**
 * Settings of the engine. It fetches no extensions, because Parquet is built in. It writes no temporary files: a bill whose
 * sums do not fit into the memory is read row by row.
 */
const SETTINGS = {
  threads: '2',
  memory_limit: '160MB',
  temp_directory: '',
  preserve_insertion_order: 'false',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

type Value = string | number | bigint | boolean | null;

/** What is used of the package. */
interface DuckDbModule {
  readonly DuckDBInstance: {
    create(path: string, options: Readonly<Record<string, string>>): Promise<DuckDbInstance>;
  };
}

interface DuckDbInstance {
  connect(): Promise<DuckDbConnection>;
  closeSync(): void;
}

interface DuckDbConnection {
  runAndReadAll(sql: string): Promise<{ getRows(): readonly (readonly Value[])[] }>;
  closeSync(): void;
}

/** A running engine. */
export interface DuckDb {
  /** The rows that a query answers. */
  rows(sql: string): Promise<readonly (readonly Value[])[]>;
  /** Frees its memory. The next query starts it again. */
  close(): void;
}

/**
 * Starts the engine, which takes a tenth of a second.
 *
 * @throws BadInput if the package is not installed, has no part for this platform, or does not know the settings
 */
export async function startDuckDb(): Promise<DuckDb> {
  const { DuckDBInstance } = loaded();
  let running: Running | undefined = await run(DuckDBInstance).catch((error: unknown) => {
    throw unusable(`cannot be started: ${firstLine(error)}`);
  });
  return {
    async rows(sql) {
      running ??= await run(DuckDBInstance);
      return (await running.connection.runAndReadAll(sql)).getRows();
    },
    close() {
      running?.connection.closeSync();
      running?.instance.closeSync();
      running = undefined;
    },
  };
}

interface Running {
  readonly instance: DuckDbInstance;
  readonly connection: DuckDbConnection;
}

async function run(instances: DuckDbModule['DuckDBInstance']): Promise<Running> {
  const instance = await instances.create(':memory:', SETTINGS);
  const connection = await instance.connect();
  await connection.runAndReadAll("SET TimeZone = 'UTC'");
  return { instance, connection };
}

function loaded(): DuckDbModule {
  let reason = 'is not installed';
  for (const place of PLACES) {
    try {
      return createRequire(place)(PACKAGE) as DuckDbModule;
    } catch (error) {
      // The package is there, and its part for this platform is not.
      if (!firstLine(error).includes(`'${PACKAGE}'`)) reason = `cannot be loaded: ${firstLine(error)}`;
    }
  }
  throw unusable(reason);
}

function unusable(reason: string): BadInput {
  return new BadInput(`The package ${PACKAGE} ${reason}. To install it: ${INSTALL_DUCKDB}`);
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.replace(/\.$/, '');
}
