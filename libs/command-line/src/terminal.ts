import { cutEnd, oneLine, printable } from '@careplane/problems';

/** Where a command speaks: data to standard output, talk to standard error. */
export interface Terminal {
  /** What the command was asked for; a line feed follows. */
  data(text: string): void;
  /** What helps a person along: the next command to run. */
  talk(text: string): void;
  /** Whether data was written: a program that reads it must not get a second document. @default false */
  readonly printed?: boolean;
  /** Columns of standard output, where it is a terminal. */
  readonly columns?: number | undefined;
  /** What is going on now: replaced by the next on a terminal, a line of its own elsewhere. */
  progress(text: string): void;
}

export interface Streams {
  readonly out: { write(text: string): unknown; readonly columns?: number | undefined };
  readonly err: {
    write(text: string): unknown;
    readonly isTTY?: boolean | undefined;
    readonly columns?: number | undefined;
  };
}

const ERASE_LINE = '\r\u001B[2K';

/**
 * A terminal that writes to these streams. Progress is erased before anything else is written, so that it is never in the
 * middle of an answer. All text passes `printable` here, so that no text can control the terminal.
 */
export function terminalOn({ out, err }: Streams): Terminal {
  let showing = false;
  let printed = false;
  const erase = () => {
    if (showing) err.write(ERASE_LINE);
    showing = false;
  };
  return {
    get columns() {
      return out.columns;
    },
    get printed() {
      return printed;
    },
    data(text) {
      printed = true;
      erase();
      out.write(`${printable(text)}\n`);
    },
    talk(text) {
      erase();
      err.write(`${printable(text)}\n`);
    },
    progress(message) {
      if (!err.isTTY) {
        err.write(`${printable(message)}\n`);
        return;
      }
      erase();
      // A line that wraps could not be erased.
      err.write(cutEnd(oneLine(message), (err.columns ?? 80) - 1));
      showing = true;
    },
  };
}
