import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Write a text or bytes into a file as a whole or not at all, as `replaceFileBy` does.
 *
 * @param mode permissions of a new file, limited by the umask; default 0o666
 * @throws the error of the file system; the temporary file is removed before
 */
export function replaceFile(file: string, content: string | Uint8Array, mode = 0o666): void {
  replaceFileBy(file, (descriptor) => writeFileSync(descriptor, content), mode);
}

/**
 * Write many files that can be made again, each as a whole or not at all. It does not wait for the disk, which takes longer than writing
 * hundreds of documents: a power failure in the next seconds can leave empty ones.
 *
 * @param contents text or bytes by file
 * @throws the error of the file system; the files before it are replaced, and no temporary file is left
 */
export function replaceFiles(contents: ReadonlyMap<string, string | Uint8Array>): void {
  for (const [file, content] of contents) {
    const write = (descriptor: number): void => writeFileSync(descriptor, content);
    if (isDevice(file)) writeInto(file, write);
    else swap(file, write, 0o666, false);
  }
}

/**
 * Write a file as a whole or not at all: the old content stays until the new one is on the disk. The temporary file has a
 * unique name in the same folder, because a rename is atomic only within one file system. Where the name is a symbolic
 * link, the file that it points to is replaced. A file that exists keeps its permissions. A device or a pipe, such as /dev/null, is
 * written to and never replaced.
 *
 * @param write writes the content to a file descriptor
 * @param mode permissions of a new file, limited by the umask; default 0o666
 * @throws the error of the file system; the temporary file is removed before
 */
export function replaceFileBy(file: string, write: (descriptor: number) => void, mode = 0o666): void {
  if (isDevice(file)) {
    writeInto(file, write);
    return;
  }
  syncFolder(swap(file, write, mode, true));
}

/** Whether something that is neither a file nor a folder has the name: a device, a pipe, a socket. */
function isDevice(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}

function writeInto(file: string, write: (descriptor: number) => void): void {
  const descriptor = openSync(file, 'w');
  try {
    write(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Returns the folder, whose new name is not on the disk yet. @param onDisk whether the content must be there before the name */
function swap(file: string, write: (descriptor: number) => void, mode: number, onDisk: boolean): string {
  const target = targetOf(file);
  const folder = dirname(target);
  const temporary = join(folder, `.${basename(target)}.${randomUUID()}.new`);
  const kept = statSync(target, { throwIfNoEntry: false })?.mode;
  try {
    const descriptor = openSync(temporary, 'wx', mode);
    try {
      if (kept !== undefined) fchmodSync(descriptor, kept & 0o7777);
      write(descriptor);
      if (onDisk) fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw naming(error, temporary, file);
  }
  return folder;
}

/** People know the name that they gave, and not that of the temporary file. */
function naming(error: unknown, temporary: string, file: string): unknown {
  if (typeof error !== 'object' || error === null) return error;
  if ('message' in error) error.message = String(error.message).replaceAll(temporary, file);
  if ('path' in error && error.path === temporary) error.path = file;
  return error;
}

/** The file behind a symbolic link, or the file itself. */
function targetOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    // It does not exist yet. What else is wrong, opening the temporary file will tell.
    return resolve(file);
  }
}

/** The new name survives a power cut only after this. Windows cannot open folders, and some network disks cannot sync them. */
function syncFolder(folder: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(folder, 'r');
    fsyncSync(descriptor);
  } catch {
    // The content is complete in any case.
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
