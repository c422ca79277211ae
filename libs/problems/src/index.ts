export { compareText } from './compare-text';
export { nearest } from './nearest';
export { printable } from './printable';
export { renderGiven, renderKey, renderPath, sortProblems } from './problem';
export type { Path, Problem } from './problem';
export { replaceFile } from './replace-file';
export { looksSecret, secretForm } from './secret-forms';
