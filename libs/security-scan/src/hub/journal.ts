import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { replaceFile } from '@careplane/problems';

/** Where a journal is kept. Every call is done, and safe from a power cut, when it returns. */
export interface JournalStore {
  /** All that was written, or undefined when there is no journal. */
  read(): string | undefined;
  /** Start again with this text. */
  create(text: string): void;
  append(text: string): void;
}

/** A publication under way: enough to go on after a kill, and to send the same bytes again. */
export interface Journal {
  /** Time that all its findings carry as `UpdatedAt`, ISO 8601. */
  readonly updatedAt: string;
  /** Ids that the service has taken. */
  readonly done: ReadonlySet<string>;
  /** An earlier run began it. */
  readonly resumed: boolean;
  /** Note ids as taken. */
  add(ids: readonly string[]): void;
  /** The publication is complete: the next one starts a new journal. */
  finish(): void;
}

interface Beginning {
  readonly scan: string;
  readonly updatedAt: string;
}

/**
 * Open the journal of a publication, or begin it. Lines of JSON: a first one that says of which scan, then the ids that
 * were taken. A line that a kill has cut off is left out: its findings are sent once more, with the same time, which the
 * service ignores. A journal of another scan, a finished one, or one that later imports have overtaken is replaced.
 *
 * @param scan what the publication is of; a digest
 * @param earliest time that a publication must carry to count: later than what is stored, or the stored one's own
 */
export function openJournal(store: JournalStore, scan: string, earliest: { resumed: string; begun: string }): Journal {
  const found = parse(store.read() ?? '', scan);
  const kept = found !== undefined && found.updatedAt >= earliest.resumed ? found : undefined;
  const done = new Set(kept?.done);
  const time = kept?.updatedAt ?? earliest.begun;
  // Rewritten in either case: an incomplete last line is dropped, and the next line starts at the beginning of a line.
  store.create([{ scan, updatedAt: time }, ...(done.size > 0 ? [[...done]] : [])].map(toLine).join(''));
  return {
    updatedAt: time,
    done,
    resumed: kept !== undefined,
    add(ids) {
      store.append(toLine(ids));
      for (const id of ids) done.add(id);
    },
    finish: () => store.append(toLine('finished')),
  };
}

function toLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function parse(text: string, scan: string): { updatedAt: string; done: string[] } | undefined {
  // What does not end with a line feed was cut off.
  const lines = text.split('\n').slice(0, -1).map(value);
  const [first, ...rest] = lines;
  if (!isBeginning(first) || first.scan !== scan || rest.includes('finished')) return undefined;
  const done = rest.flat().filter((id): id is string => typeof id === 'string');
  return { updatedAt: first.updatedAt, done };
}

function value(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isBeginning(value: unknown): value is Beginning {
  if (typeof value !== 'object' || value === null) return false;
  const { scan, updatedAt } = value as Partial<Record<string, unknown>>;
  return typeof scan === 'string' && typeof updatedAt === 'string' && !Number.isNaN(Date.parse(updatedAt));
}

/** A journal in a file. */
export function journalFile(file: string): JournalStore {
  return {
    read: () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    create: (text) => replaceFile(file, text, 0o600),
    append: (text) => append(file, text),
  };
}

function append(file: string, text: string): void {
  const descriptor = openSync(file, 'a', 0o600);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
