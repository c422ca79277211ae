/** A row of the table: what was measured, the figure, what is allowed, and whether that is kept; undefined: nothing is asked. */
export type Row = readonly [name: string, measured: string, allowed: string, kept: boolean | undefined];

/** Says on the way what is being measured. */
export type Say = (text: string) => void;

/** What a file in suites/ exports as its default: it measures, with an empty folder of its own, and gives rows. */
export type Suite = (folder: string, say: Say) => readonly Row[] | Promise<readonly Row[]>;
