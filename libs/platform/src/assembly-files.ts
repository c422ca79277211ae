import { createHash, hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * The files of an assembly in a folder. Each is read once, when someone asks for it: what is hashed, judged and deployed are the same
 * bytes.
 */
export interface AssemblyFiles {
  readonly folder: string;
  /** SHA-256 over the names and contents of all files but locks. */
  readonly digest: string;
  /** Names directly in the folder, of files and of folders. */
  readonly names: ReadonlySet<string>;
  /** Paths of links and of whatever else is neither a file nor a folder. */
  readonly oddPaths: readonly string[];
  /**
   * Value of a file of JSON.
   *
   * @throws Error when there is no such file, or it is not JSON
   */
  json(path: string): unknown;
}

/** Open the assembly in a folder; undefined when there is none. */
export function assemblyFiles(folder: string): AssemblyFiles | undefined {
  if (!existsSync(join(folder, 'manifest.json'))) return undefined;
  const entries = entriesBelow(folder);
  const bytes = once((path: string) => readFileSync(join(folder, path)));
  const json = once((path: string): unknown => JSON.parse(bytes(path).toString('utf8')));
  let digest: string | undefined;
  return {
    folder,
    names: new Set(entries.map(({ path }) => path).filter((path) => !path.includes('/'))),
    oddPaths: entries.filter(({ kind }) => kind === 'odd').map(({ path }) => path),
    json,
    get digest() {
      digest ??= digestOf(filesIn(entries), bytes);
      return digest;
    },
  };
}

/** SHA-256 over the names and contents of all files of an assembly but locks; undefined when there is none. */
export function assemblyDigest(folder: string): string | undefined {
  return assemblyFiles(folder)?.digest;
}

/** Locks of the CDK, which lie in an assembly while it is written or read, and stay when a reader is killed. */
const LOCK = /^(?:synth|read\.\d+\.\d+)\.lock$/;

/** Whether a file is such a lock, by its path. */
export function isLock(path: string): boolean {
  return LOCK.test(basename(path));
}

/** Files below a folder by their relative paths, in the order of their code units, with / on every system. */
export function filesBelow(folder: string): string[] {
  return filesIn(entriesBelow(folder));
}

interface Entry {
  /** From the folder, with / on every system. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'odd';
}

function entriesBelow(folder: string, above = ''): Entry[] {
  return readdirSync(join(folder, above), { withFileTypes: true }).flatMap((entry): Entry[] => {
    const path = `${above}${entry.name}`;
    if (entry.isDirectory()) return [{ path, kind: 'folder' }, ...entriesBelow(folder, `${path}/`)];
    return [{ path, kind: entry.isFile() ? 'file' : 'odd' }];
  });
}

function filesIn(entries: readonly Entry[]): string[] {
  return entries
    .filter(({ kind }) => kind === 'file')
    .map(({ path }) => path)
    .sort();
}

function digestOf(paths: readonly string[], bytes: (path: string) => Buffer): string {
  const whole = createHash('sha256');
  for (const path of paths.filter((each) => !isLock(each))) {
    whole.update(`${hash('sha256', bytes(path), 'hex')}  ${path}\n`);
  }
  return whole.digest('hex');
}

/** A function that keeps its results. */
function once<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, { readonly value: T }>();
  return (key) => {
    const known = made.get(key) ?? { value: make(key) };
    made.set(key, known);
    return known.value;
  };
}
