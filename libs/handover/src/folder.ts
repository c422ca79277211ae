import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BadInput, counted } from '@careplane/command-line';
import { replaceFiles, shellWord } from '@careplane/problems';
import { MANIFEST_FILE, parseManifest } from './manifest';
import type { HandoverManifest } from './manifest';

const SHOWN_FILES = 5;

/**
 * The manifest of the documents in a folder.
 *
 * @throws BadInput where there is none
 */
export function readManifest(out: string, directory: string): HandoverManifest {
  const manifest = knownManifest(out);
  if (manifest !== undefined) return manifest;
  throw new BadInput(
    `${out} has no handover to check: ${MANIFEST_FILE} is missing or damaged. Write one: careplane handover ${shellWord(directory)} --out ${shellWord(out)}`,
  );
}

function knownManifest(out: string): HandoverManifest | undefined {
  const file = join(out, MANIFEST_FILE);
  return existsSync(file) ? parseManifest(readFileSync(file, 'utf8')) : undefined;
}

/**
 * Stop if a folder has files that no handover wrote: they would be mixed up with the documents.
 *
 * @throws BadInput with the names of some of them
 */
export function refuseForeignFiles(out: string): void {
  const known = new Set([MANIFEST_FILE, ...(knownManifest(out)?.files ?? [])]);
  const foreign = filesIn(out).filter((file) => !known.has(file));
  if (foreign.length === 0) return;
  const more = foreign.length > SHOWN_FILES ? ` and ${foreign.length - SHOWN_FILES} more` : '';
  throw new BadInput(
    `${out} has ${counted(foreign.length, 'file')} that no handover wrote: ${foreign.slice(0, SHOWN_FILES).join(', ')}${more}. Name an empty folder with --out, or write beside them with --force; they are left alone.`,
  );
}

function filesIn(out: string): string[] {
  if (!existsSync(out)) return [];
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(out, '/').length).replaceAll('\\', '/'))
    .sort();
}

/** Write the documents, and remove those of the handover before that are no longer made. The manifest comes last. */
export function writeHandover(out: string, files: ReadonlyMap<string, string>): void {
  const before = knownManifest(out)?.files ?? [];
  const contents = new Map([...files].map(([name, text]) => [join(out, name), text]));
  for (const folder of new Set([...contents.keys()].map((file) => dirname(file)))) {
    mkdirSync(folder, { recursive: true });
  }
  // --check finds a document that a power failure has emptied.
  replaceFiles(contents);
  // A manifest is a file that anyone may have edited: only names inside of the folder are its own.
  for (const name of before)
    if (!files.has(name) && !name.split('/').includes('..')) rmSync(join(out, name), { force: true });
}

/** What differs between the documents in a folder and those that the sources give, a sentence each. */
export function staleFiles(out: string, files: ReadonlyMap<string, string>, manifest: HandoverManifest): string[] {
  const changed = [...files].flatMap(([name, text]) => {
    const file = join(out, name);
    if (!existsSync(file)) return [`${name} is missing`];
    return readFileSync(file, 'utf8') === text ? [] : [`${name} differs`];
  });
  const gone = manifest.files
    .filter((name) => !files.has(name))
    .map((name) => `${name} is no longer part of the handover`);
  return [...changed, ...gone];
}
