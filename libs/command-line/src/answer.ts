import { existsSync } from 'node:fs';
import { replaceFile, systemErrorReason } from '@careplane/problems';
import { BadInput } from './outcome';
import type { Terminal } from './terminal';

/** Give the answer: to the file where one is named, else to standard output. */
export function answer(text: string, out: string | undefined, terminal: Terminal): void {
  if (out === undefined) {
    terminal.data(text);
    return;
  }
  writeAnswer(out, `${text.trimEnd()}\n`);
  terminal.talk(`Written: ${out}`);
}

/**
 * Put a text into a file, whole or not at all: what was there stays until everything is on the disk.
 *
 * @throws BadInput when it cannot be written there
 */
export function writeAnswer(file: string, text: string): void {
  try {
    replaceFile(file, text);
  } catch (error) {
    throw new BadInput(
      `${file} cannot be written: ${systemErrorReason(error, 'write')}. Name another file with --out.`,
    );
  }
}

/**
 * Stop before the work if a file is there already that people have filled in.
 *
 * @throws BadInput when the file exists
 */
export function refuseExistingFile(file: string): void {
  if (existsSync(file))
    throw new BadInput(`${file} exists and is not replaced. Name another file with --out, or remove it.`);
}

/**
 * Put a text into a file that does not exist yet: what people have filled in is not replaced.
 *
 * @throws BadInput when the file exists or cannot be written
 */
export function writeNewFile(file: string, text: string): void {
  refuseExistingFile(file);
  writeAnswer(file, text);
}
