import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput, Refused } from '@careplane/command-line';
import { replaceFile, systemErrorReason } from '@careplane/problems';
import { withFileChunks } from '@careplane/security-scan';
import { FILES } from './files';
import type { FileName } from './files';
import { parseManifest } from './manifest';
import type { Manifest } from './manifest';

const STAGE = '.scan-';

/** A scan's folder while it is written. */
export interface StagingFolder {
  /** Where a file is to be written, for those who write themselves. */
  pathOf(name: FileName): string;
  write(name: FileName, text: string): void;
  /** Put everything in its place, the manifest last. */
  commit(manifest: Omit<Manifest, 'files' | 'version'>): void;
}

/**
 * Write a scan's folder. From the first moment on it has no manifest, so that the files of an earlier scan are not mistaken for
 * the result of this one; it gets one when all other files are in their place.
 */
export async function withStage<T>(folder: string, work: (stage: StagingFolder) => Promise<T> | T): Promise<T> {
  makeFolder(folder);
  for (const name of [FILES.scan, FILES.verdict]) rmSync(join(folder, name), { force: true });
  for (const left of readdirSync(folder).filter((name) => name.startsWith(STAGE))) {
    rmSync(join(folder, left), { recursive: true, force: true });
  }
  const stage = mkdtempSync(join(folder, STAGE));
  const pathOf = (name: FileName) => join(stage, name);
  try {
    return await work({
      pathOf,
      write: (name, text) => replaceFile(pathOf(name), text),
      commit(manifest) {
        // What an earlier scan left and this one does not have must not lie beside its files.
        for (const name of Object.values(FILES)) rmSync(join(folder, name), { force: true });
        const names = Object.values(FILES).filter((name) => existsSync(pathOf(name)));
        const files = Object.fromEntries(
          names.filter((name) => name !== FILES.verdict).map((name) => [name, digestOf(pathOf(name))]),
        );
        for (const name of names) renameSync(pathOf(name), join(folder, name));
        replaceFile(join(folder, FILES.scan), `${JSON.stringify({ version: 1, ...manifest, files }, null, 2)}\n`);
      },
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** Names of files, as people give them to the `--out` of other commands. */
const FILE_NAME = /\.(?:html?|json|sarif|md|xml|csv|txt|ya?ml)$/i;

function makeFolder(folder: string): void {
  if (FILE_NAME.test(folder) && !existsSync(folder)) {
    throw new BadInput(
      `--out ${folder}: --out names the folder of the scan, and this is the name of a file. Give a folder, such as --out scan. To show the findings in a file, add --output ${folder}.`,
    );
  }
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new BadInput(
      `--out ${folder} cannot be created: ${systemErrorReason(error, 'write')}. Choose another folder.`,
    );
  }
}

/** A scan's folder, checked. */
export interface ScanFolder {
  readonly manifest: Manifest;
  /** `sha256:…` of the manifest, which holds the digests of all other files. */
  readonly digest: string;
  pathOf(name: FileName): string;
  has(name: FileName): boolean;
}

/**
 * Open what a scan wrote.
 *
 * @throws Refused when anything is missing or is not as the scan left it
 */
export function openScanFolder(folder: string): ScanFolder {
  const pathOf = (name: FileName) => join(folder, name);
  const again = 'Do not use it: scan again.';
  if (!existsSync(pathOf(FILES.scan))) {
    throw new Refused(`${folder} contains no finished scan: ${FILES.scan} is missing. ${again}`);
  }
  const text = readFileSync(pathOf(FILES.scan), 'utf8');
  const manifest = parseManifest(text);
  if (manifest === undefined) throw new Refused(`${pathOf(FILES.scan)} is not valid. ${again}`);
  for (const name of [FILES.report, FILES.findings]) {
    if (manifest.files[name] === undefined)
      throw new Refused(`${pathOf(FILES.scan)} does not mention ${name}. ${again}`);
  }
  for (const [name, digest] of Object.entries(manifest.files)) {
    const file = pathOf(name as FileName);
    if (!existsSync(file)) throw new Refused(`${file} is missing. ${again}`);
    if (digestOf(file) !== digest) throw new Refused(`${file} was altered after the scan. ${again}`);
  }
  return {
    manifest,
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    pathOf,
    has: (name) => manifest.files[name] !== undefined,
  };
}

function digestOf(file: string): string {
  const hash = createHash('sha256');
  withFileChunks(file, (next) => {
    for (let chunk = next(); chunk !== undefined; chunk = next()) hash.update(chunk);
  });
  return `sha256:${hash.digest('hex')}`;
}
