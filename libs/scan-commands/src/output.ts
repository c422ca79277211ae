import { closeSync, existsSync, openSync, statSync, writeSync } from 'node:fs';
import type { Terminal } from '@careplane/command-line';
import { replaceFileBy } from '@careplane/problems';

/** Larger writes cost less, up to here. */
const BUFFER_BYTES = 1024 * 1024;
const PAUSE_MS = 5;
/** Characters that are worth a write of their own. */
const LEAST_LINES = 64 * 1024;

/** Text that goes out in large pieces, each before the next is made: a reader that is slow does not fill the memory. */
export interface Output {
  write(text: string): void;
}

/** Write a file that is there as a whole or not at all; a pipe or a device is written to as it is. */
export function toFile(file: string, work: (output: Output) => void): void {
  if (existsSync(file) && !statSync(file).isFile()) {
    const descriptor = openSync(file, 'w');
    try {
      buffered(descriptor, work);
    } finally {
      closeSync(descriptor);
    }
    return;
  }
  replaceFileBy(file, (descriptor) => buffered(descriptor, work));
}

/** Write what a command was asked for, line by line: a report of any size is never one text. */
export function toTerminal(terminal: Terminal, work: (output: Output) => void): void {
  let line = '';
  work({
    write(text) {
      const end = text.lastIndexOf('\n');
      if (end < 0 || line.length + end < LEAST_LINES) {
        line += text;
        return;
      }
      terminal.data(line + text.slice(0, end));
      line = text.slice(end + 1);
    },
  });
  if (line !== '') terminal.data(line.trimEnd());
}

function buffered(descriptor: number, work: (output: Output) => void): void {
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  let filled = 0;
  const flush = () => {
    writeAll(descriptor, buffer.subarray(0, filled));
    filled = 0;
  };
  work({
    write(text) {
      // No character of JavaScript's takes more than three bytes.
      if (filled + text.length * 3 > BUFFER_BYTES) flush();
      if (text.length * 3 > BUFFER_BYTES) writeAll(descriptor, Buffer.from(text));
      else filled += buffer.write(text, filled);
    },
  });
  flush();
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      // A pipe whose reader is behind.
      const { code } = error as NodeJS.ErrnoException;
      // Whoever reads may stop reading; what follows is dropped, and the answer is the exit code.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
