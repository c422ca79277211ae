import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Write a file as a whole or not at all: the old content stays until the new one is on the disk. The temporary file has a
 * unique name in the same folder, because a rename is atomic only within one file system.
 *
 * @throws the error of the file system; the temporary file is removed before
 */
export function replaceFile(file: string, text: string | Uint8Array): void {
  const folder = dirname(resolve(file));
  const temporary = join(folder, `.${basename(file)}.${randomUUID()}.new`);
  try {
    const descriptor = openSync(temporary, 'wx');
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
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
