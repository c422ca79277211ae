import { printable } from './printable';

/** A text on one line, for a cell or a sentence: line feeds and tabs are blanks, and nothing in it steers a terminal. */
export function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ').trim());
}
