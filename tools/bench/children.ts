// How long the processes that this one has started kept processors busy. Other work on the machine lengthens the time on the clock,
// but hardly this one; `processor.ts` measures a single Node.js process in the same way, on any system.
import { readFileSync } from 'node:fs';

/** Ticks of Linux's accounting are hundredths of a second, on every processor that Node.js runs on. */
const MS_PER_TICK = 10;

/** Milliseconds of all children that have ended, and of their children; undefined on systems that do not say. */
export function processorOfChildren(): number | undefined {
  let text: string;
  try {
    text = readFileSync('/proc/self/stat', 'latin1');
  } catch {
    return undefined;
  }
  // proc(5): the name of the program, in brackets, may have blanks; cutime and cstime are the 16th and 17th field.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * MS_PER_TICK;
}
