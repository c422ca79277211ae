import { systemErrorSentence } from '@careplane/problems';

/** What is asked of a stream of this process. */
export interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
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
      if (fault === undefined) stream.write(text);
    },
    lost() {
      if (fault === undefined || fault.code === 'EPIPE') return undefined;
      return `The output is incomplete: ${systemErrorSentence(fault) ?? fault.message}`;
    },
  };
}
