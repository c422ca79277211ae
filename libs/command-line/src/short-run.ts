import { setFlagsFromString } from 'node:v8';

/**
 * Work of at most some seconds, without V8's optimizing compiler: compiling took two thirds of the processor's time of deciding the
 * properties of the reference platform (816 ms became 315), and a quarter of the memory. After the work, the compiler is back.
 */
export function shortRun<T>(work: () => T): T {
  setFlagsFromString('--no-opt');
  try {
    return work();
  } finally {
    setFlagsFromString('--opt');
  }
}
