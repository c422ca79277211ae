import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readParsed } from './unit-file';
import type { UnitReading } from './unit-file';

/** Raise it when the same text may give another reading. */
const VERSION = 1;

/**
 * The values of unusual files, by the hash of their content, kept between Nx commands. Parsing a thousand of them takes
 * 0.7 s, and looking them up some milliseconds. Ordinary files are not cached, because reading them again is as fast.
 */
export class ReadingCache {
  private known: ReadonlyMap<string, UnitReading> | undefined;
  private readonly used = new Map<string, UnitReading>();

  /** @param file where it is kept; asked for only when there is an unusual file */
  constructor(private readonly file: () => Promise<string>) {}

  /** The reading of a text, from the cache or from the parser. */
  readonly parsed = async (text: string): Promise<UnitReading> => {
    const key = createHash('sha256').update(text).digest('hex');
    this.known ??= load(await this.file());
    const reading = this.known.get(key) ?? (await readParsed(text));
    this.used.set(key, reading);
    return reading;
  };

  /** Keeps the entries that were used, and drops the others. A read-only folder only costs time. */
  async save(): Promise<void> {
    const { known } = this;
    if (known === undefined) return;
    if (known.size === this.used.size && [...this.used.keys()].every((key) => known.has(key))) return;
    const file = await this.file();
    try {
      // Loaded here, because every Nx command waits for what is loaded above.
      const { replaceFile } = await import('@careplane/problems');
      mkdirSync(dirname(file), { recursive: true });
      replaceFile(file, JSON.stringify({ version: VERSION, readings: [...this.used] }));
    } catch {
      // Next time it is parsed again.
    }
  }
}

function load(file: string): ReadonlyMap<string, UnitReading> {
  try {
    const { version, readings } = JSON.parse(readFileSync(file, 'utf8')) as {
      version: number;
      readings: [string, UnitReading][];
    };
    return new Map(version === VERSION ? readings : []);
  } catch {
    return new Map();
  }
}
