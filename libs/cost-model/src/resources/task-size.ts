import type { Exact } from '../estimate-types';
import { exact } from '../exact';

/** Virtual CPUs of a task: `1024` units are one, and so is `1 vCPU`. */
export function readVcpus(text: string): Exact | undefined {
  return readAmount(text, /^(\d*\.?\d+)\s*(vcpu)?$/i, 1024);
}

/** Gigabytes of a task's memory: `2048` MiB are two, and so is `2 GB`. */
export function readMemoryGb(text: string): Exact | undefined {
  return readAmount(text, /^(\d*\.?\d+)\s*(gb)?$/i, 1024);
}

function readAmount(text: string, form: RegExp, unitsInOne: number): Exact | undefined {
  const [, digits, unit] = form.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const amount = exact(digits.startsWith('.') ? `0${digits}` : digits);
  return unit === undefined ? amount.div(unitsInOne) : amount;
}
