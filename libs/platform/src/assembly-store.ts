import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BadInput, ToolFailed } from '@careplane/command-line';
import { systemErrorReason } from '@careplane/problems';
import { isLock } from './assembly-files';

/**
 * Put an assembly where it belongs, whole or not at all: `write` fills a folder beside the place, which then takes the
 * place of what was there. What is there must be an assembly, and no other process may be writing it.
 *
 * @throws BadInput when something else is in the place
 * @throws ToolFailed when another process is writing there
 */
export function replaceAssembly<T>(place: string, write: (folder: string) => T): T {
  makeFolder(dirname(place));
  refuseForeign(place);
  const release = lock(place);
  const fresh = join(dirname(place), `.${basename(place)}.new`);
  const old = join(dirname(place), `.${basename(place)}.old`);
  try {
    // Left over from a run that was killed; the lock proves that no other run needs them.
    remove(fresh);
    remove(old);
    const result = write(fresh);
    if (existsSync(place)) renameSync(place, old);
    renameSync(fresh, place);
    return result;
  } finally {
    remove(fresh);
    remove(old);
    release();
  }
}

function isAssembly(folder: string): boolean {
  return existsSync(join(folder, 'manifest.json'));
}

function refuseForeign(place: string): void {
  const found = statusOf(place);
  if (found === undefined) return;
  if (!found.isDirectory())
    throw new BadInput(`${place} is a file, but the assembly needs a folder with this name. Choose another --out.`);
  if (readdirSync(place).length > 0 && !isAssembly(place)) {
    throw new BadInput(
      `${place} contains files but no cloud assembly (no manifest.json), and was not changed. Choose another --out, or empty the folder.`,
    );
  }
  const busy = readdirSync(place).find((name) => isLock(name) && isAlive(pidIn(join(place, name), name)));
  if (busy !== undefined)
    throw new ToolFailed(
      `${place} is in use by another CDK process (${busy}). Wait for it to end, or choose another --out.`,
    );
}

/** One writer for each place. A lock whose process is gone is taken over. */
function lock(place: string): () => void {
  const file = join(dirname(place), `.${basename(place)}.lock`);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(dirname(place), error);
      const owner = pidIn(file, '');
      if (isAlive(owner)) {
        throw new ToolFailed(
          `${place} is being written by another careplane process (${owner}). Wait for it to end, or choose another --out.`,
        );
      }
      rmSync(file, { force: true });
    }
  }
  throw new ToolFailed(
    `${place} is being written by another careplane process. Wait for it to end, or choose another --out.`,
  );
}

/** The process a lock file belongs to: its content, or for CDK's read locks the number in its name. */
function pidIn(file: string, name: string): number {
  const fromName = /^read\.(\d+)\./.exec(name)?.[1];
  try {
    return Number(fromName ?? readFileSync(file, 'utf8'));
  } catch {
    return Number.NaN;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Level by level: on /proc, Node's own recursive form never ends. */
function makeFolder(folder: string): void {
  if (statusOf(folder)?.isDirectory()) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have created it meanwhile.
    if (!statusOf(folder)?.isDirectory()) throw cannotWrite(folder, error);
  }
}

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined; // Not there, or below a file: making the folder will tell.
  }
}

function cannotWrite(folder: string, error: unknown): BadInput {
  return new BadInput(`${folder} cannot be written: ${systemErrorReason(error, 'write')}. Choose another --out.`);
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
