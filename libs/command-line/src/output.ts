import { writeSync } from 'node:fs';
import { systemErrorSentence } from '@careplane/problems';

/** What is asked of a stream of this process. */
export interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Descriptor of a stream of the process; absent for others. */
  readonly fd?: number;
  write(text: string): unknown;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/** A stream that can be written to whatever becomes of its reader. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): void;
  /** Why not everything arrived, in words; undefined where all did, and where the reader wanted no more. */
  lost(): string | undefined;
}

/**
 * Write to a stream whose reader may go away, as `| head` does. What follows is dropped, and the command goes on: it may be
 * in the middle of a rollout, and its exit code is its answer.
 */
export function outputOn(stream: Stream): Output {
  let fault: NodeJS.ErrnoException | undefined;
  stream.on('error', (error) => {
    fault ??= error;
  });
  return {
    get isTTY() {
      return stream.isTTY;
    },
    get columns() {
      return stream.columns;
    },
    write(text) {
      if (fault !== undefined) return;
      if (stream.fd === undefined || stream.isTTY) stream.write(text);
      else fault = writeAll(stream.fd, Buffer.from(text));
    },
    lost() {
      if (fault === undefined || fault.code === 'EPIPE') return undefined;
      return `The output is incomplete: ${systemErrorSentence(fault) ?? fault.message}`;
    },
  };
}

/** How long to wait for a pipe whose reader is behind, in milliseconds. */
const PAUSE_MS = 5;

/**
 * Write to a file or a pipe before going on: a stream would keep in memory what its reader has not taken yet, which may be a
 * report of hundreds of megabytes.
 *
 * @returns the error that ended the writing
 */
function writeAll(descriptor: number, bytes: Buffer): NodeJS.ErrnoException | undefined {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const fault = error as NodeJS.ErrnoException;
      if (fault.code !== 'EAGAIN') return fault;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
  return undefined;
}
