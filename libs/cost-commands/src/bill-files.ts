import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { BadInput } from '@careplane/command-line';

const BILL_FILE = /\.(?:csv|csv\.gz|parquet)$/i;

/**
 * The files of a bill: a file, all CSV, gzipped CSV and Parquet files of a folder and its folders, or the files that match a
 * pattern such as `bills/2026-1*.parquet`. In a pattern, `*` and `?` stay within a folder, and `**` goes through folders.
 *
 * @throws BadInput if a folder has several versions of one month, or nothing matches
 */
export function billFiles(place: string): string[] {
  if (!existsSync(place)) return isPattern(place) ? filesMatching(place) : [place];
  if (!statSync(place).isDirectory()) return [place];
  const files = filesBelow(place).filter((file) => BILL_FILE.test(file));
  if (files.length === 0) throw new BadInput(`${place} has no .csv, .csv.gz or .parquet file.`);
  refuseRepeatedExports(place, files);
  return files;
}

function isPattern(place: string): boolean {
  return /[*?]/.test(place);
}

function filesMatching(pattern: string): string[] {
  const parts = pattern.split('/');
  const first = parts.findIndex(isPattern);
  const folder = parts.slice(0, first).join('/') || (pattern.startsWith('/') ? '/' : '.');
  const expression = new RegExp(`^${expressionOf(parts.slice(first).join('/'))}$`);
  const isFolder = existsSync(folder) && statSync(folder).isDirectory();
  const files = isFolder
    ? filesBelow(folder).filter((file) => expression.test(relative(folder, file).split(sep).join('/')))
    : [];
  if (files.length === 0) throw new BadInput(`No file matches ${pattern}. Check the path, and put quotes around it.`);
  refuseRepeatedExports(folder, files);
  return files;
}

function expressionOf(pattern: string): string {
  return pattern.replace(/\*\*\/|\*\*|\*|\?|[^*?]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : part.replace(/[.+^${}()|[\]\\]/, '\\$&');
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * An export that keeps its earlier versions has a folder for each, below the folder of the month
 * (`BILLING_PERIOD=2026-09/2026-10-01T…/part.parquet`). Together they would count every cost several times.
 * https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html
 */
function refuseRepeatedExports(place: string, files: readonly string[]): void {
  const versions = new Map<string, string>();
  for (const file of files) {
    const parts = relative(place, file).split(sep);
    const month = parts.findIndex((part) => /^BILLING_PERIOD=/i.test(part));
    const name = month >= 0 && month + 2 < parts.length ? parts[month + 1] : undefined;
    if (name === undefined) continue;
    const key = parts.slice(0, month + 1).join('/');
    const known = versions.get(key) ?? name;
    versions.set(key, known);
    if (known === name) continue;
    throw new BadInput(
      `${join(place, key)} has several versions of one month: ${known} and ${name}. They would count each cost twice. Keep the newest version of each month.`,
    );
  }
}
