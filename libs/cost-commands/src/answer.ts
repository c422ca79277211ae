import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { BadInput } from '@careplane/command-line';
import type { Terminal } from '@careplane/command-line';

/** Give the answer: to the file where one is named, else to standard output. */
export function answer(text: string, out: string | undefined, terminal: Terminal): void {
  if (out === undefined) {
    terminal.data(text);
    return;
  }
  replaceFile(out, `${text.trimEnd()}\n`);
  terminal.talk(`Written: ${out}`);
}

/**
 * Put a text into a file, whole or not at all: what was there stays until everything is on the disk.
 *
 * @throws BadInput when it cannot be written there
 */
export function replaceFile(file: string, text: string): void {
  const fresh = join(dirname(resolve(file)), `.${process.pid}.careplane-cost.new`);
  try {
    const handle = openSync(fresh, 'w');
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw new BadInput(`${file} cannot be written: ${reasonOf(error)}. Name another file with --out.`);
  }
}

/** Why the file system refused, in words. */
export function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'it does not exist',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a file is in the way',
    ENOSPC: 'the disk is full',
  };
  return reasons[code ?? ''] ?? String(code ?? (error as Error).message);
}
