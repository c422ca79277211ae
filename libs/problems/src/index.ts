export { replaceFile } from './replace-file';
export { nearest } from './nearest';
export { printable } from './printable';
export type { Problem } from './problem';
