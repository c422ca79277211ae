import { readYaml } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import type { UsageFile, UsageOfResource, UsageValue } from './usage-file';
import { isRange, isPlainMap, readValue, textOf, type Fault, type PlainMap } from './usage-value';

/** A usage file with all of its problems. Valid entries still count. */
export interface ParsedUsage {
  readonly usage: UsageFile;
  readonly problems: readonly Problem[];
}

/**
 * Reads a usage file: `usage:`, below it addresses, below each its keys with a number, or `{ low, expected, high }`, or
 * the name of a choice. Keys may be grouped: `standard: { storageGb: 10 }` is `standard.storageGb: 10`.
 */
export function parseUsage(file: string, text: string): ParsedUsage {
  const read = readYaml(file, text, { kind: 'usage file' });
  if (!read.ok) return { usage: { usage: {}, file, lines: {} }, problems: read.problems };
  const { value: document, lineOf } = read.yaml;
  const problems: Problem[] = [];
  const lines = new Map<string, number>();
  const usage = new Map<string, UsageOfResource>();
  const complain = (path: readonly string[], fault: Fault) => {
    problems.push({ file, line: lineOf(path), path: path.join('.'), ...fault, given: fault.given.slice(0, 80) });
  };

  const root = isPlainMap(document) ? document['usage'] : undefined;
  if (isPlainMap(root)) {
    for (const [address, value] of Object.entries(root)) {
      lines.set(address, lineOf(['usage', address]));
      // An address of a draft whose keys are all comments still.
      if (value === null) usage.set(address, {});
      else if (isPlainMap(value)) usage.set(address, Object.fromEntries(keysOf(value, [address])));
      else complain(['usage', address], { ...NO_KEYS, given: textOf(value) });
    }
  } else {
    complain(['usage'], { ...NO_USAGE, given: text.trim().slice(0, 40) || '(empty file)' });
  }
  return { usage: { usage: Object.fromEntries(usage), file, lines: Object.fromEntries(lines) }, problems };

  function keysOf(map: PlainMap, above: readonly string[]): [key: string, value: UsageValue][] {
    return Object.entries(map).flatMap(([name, below]) => {
      const path = [...above, name];
      lines.set(path.join('.'), lineOf(['usage', ...path]));
      if (isPlainMap(below) && !isRange(below)) return keysOf(below, path);
      const value = readValue(below, (inside, fault) => complain(['usage', ...path, ...inside], fault));
      return value === undefined ? [] : [[path.slice(1).join('.'), value]];
    });
  }
}

const NO_USAGE = { message: 'is missing', allowed: 'a map', fix: 'Begin the file with "usage:".' };
const NO_KEYS = {
  message: 'is not a map of usage keys',
  allowed: 'keys with amounts',
  fix: 'Write usage keys below it, such as monthlyRequests: 1000000.',
};
