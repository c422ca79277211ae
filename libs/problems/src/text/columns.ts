/** Set by the command line where standard output is a terminal: every bundle of a process has its own copy of this file. */
const VARIABLE = 'CAREPLANE_COLUMNS';
const LEAST = 60;
const MOST = 200;

/** Columns of the terminal that text is laid out for, from 60 to 200; undefined for a log or a file. */
export function terminalColumns(): number | undefined {
  const columns = Number(process.env[VARIABLE]);
  return Number.isInteger(columns) && columns > 0 ? Math.min(MOST, Math.max(LEAST, columns)) : undefined;
}

/** Lay text out for a terminal of this width from now on; undefined where there is none, and then what the user has set holds. */
export function layOutFor(columns: number | undefined): void {
  if (columns !== undefined) process.env[VARIABLE] = String(columns);
}
