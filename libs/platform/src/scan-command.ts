import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { BadInput } from '@careplane/command-line';

/** The one file that the pipelines run as careplane-scan. */
export interface ScanCommand {
  readonly file: string;
  readonly sha256: string;
}

/** What the command is made of, from its package's folder. */
const SOURCES = [
  'src',
  ...['command-line', 'findings', 'scan-commands', 'security-scan'].map((name) => `../../libs/${name}/src`),
];

/**
 * Find the scan command beside this one. Its bytes go into the platform's assembly, so one that is missing or older than
 * its sources would publish an unintended gate.
 *
 * @param folder of the package @careplane/scan
 * @throws BadInput when it is missing or older than its sources
 */
export function scanCommand(folder: string = packageFolder()): ScanCommand {
  const file = join(folder, 'dist/careplane-scan.js');
  if (!existsSync(file)) throw new BadInput(`${file} is missing, but the pipelines run it. Create it: npm run bundle`);
  const newer = newestSource(folder);
  if (newer !== undefined && newer.mtimeMs > statSync(file).mtimeMs) {
    throw new BadInput(
      `${file} is older than ${newer.file}, so the pipelines would run an outdated version. Create it again: npm run bundle`,
    );
  }
  return { file, sha256: createHash('sha256').update(readFileSync(file)).digest('hex') };
}

/** Found as Node.js finds it from here: in this repository, or where the packages are installed. */
function packageFolder(): string {
  return dirname(createRequire(__filename).resolve('@careplane/scan/package.json'));
}

/** The source that was changed last; undefined where the package is installed without its sources. */
function newestSource(folder: string): { readonly file: string; readonly mtimeMs: number } | undefined {
  const files = SOURCES.map((source) => join(folder, source))
    .filter(existsSync)
    .flatMap((source) =>
      // With the types of the entries: Node.js would otherwise ask the file system for each of them.
      readdirSync(source, { recursive: true, withFileTypes: true })
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|testing[\\/]/.test(relative(source, file))),
    )
    .map((file) => ({ file, mtimeMs: statSync(file).mtimeMs }));
  return files.reduce<(typeof files)[number] | undefined>(
    (newest, each) => (newest === undefined || each.mtimeMs > newest.mtimeMs ? each : newest),
    undefined,
  );
}
