import type { Terminal } from './terminal';

/** Columns of a help text that is not shown on a terminal, as Commander has them. */
const COLUMNS = 80;

/**
 * Where Commander writes help and errors of usage, for `configureOutput`. Commander would ask the streams of the process for columns and
 * colors, which makes them (standard-stream.ts says what that takes); our help has no colors.
 */
export function helpOn(terminal: Terminal) {
  return {
    writeOut: (text: string): void => terminal.data(text.trimEnd()),
    writeErr: (text: string): void => terminal.talk(text.trimEnd()),
    getOutHelpWidth: (): number => terminal.columns ?? COLUMNS,
    getOutHasColors: (): boolean => false,
  };
}
