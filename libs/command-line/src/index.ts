export { BadInput, EXIT, Refused, ToolFailed } from './outcome';
export type { Exit } from './outcome';
export type { Problem } from './problem';
export { renderProblems } from './problems';
export { run } from './run';
export { table, wrap } from './table';
export { withTemporaryFolder } from './temporary';
export { terminalOn } from './terminal';
export type { Streams, Terminal } from './terminal';
