import type { Problem } from '@careplane/problems';
import { yamlParser } from '../template/yaml';
import type { UsageFile, UsageOfResource, UsageValue } from './usage-file';
import { isRange, readValue, textOf, type Fault, type YamlMap } from './usage-value';

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
  const { parseDocument, LineCounter, isMap } = yamlParser();
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: 'silent' });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, linePos }): Problem => {
      const fault = { message: 'is not valid YAML', given: message.split('\n')[0] ?? message, allowed: 'YAML' };
      return { file, line: linePos?.[0].line ?? 1, path: '', ...fault, fix: 'Correct the YAML at this line.' };
    });
    return { usage: { usage: {}, file, lines: {} }, problems };
  }
  const problems: Problem[] = [];
  // Maps instead of objects, so that the key __proto__ has no special meaning.
  const lines = new Map<string, number>();
  const usage = new Map<string, UsageOfResource>();
  const lineAt = (node: unknown) => counter.linePos((node as { range?: [number] } | null)?.range?.[0] ?? 0).line || 1;
  const complain = (node: unknown, path: string, fault: Fault) => {
    problems.push({ file, line: lineAt(node), path, ...fault, given: fault.given.slice(0, 80) });
  };

  const root = document.get('usage', true);
  if (isMap(root)) {
    for (const { key, value } of root.items) {
      const address = textOf(key);
      lines.set(address, lineAt(key));
      if (isMap(value)) usage.set(address, Object.fromEntries(keysOf(value, address, '')));
      else complain(value, `usage.${address}`, { ...NO_KEYS, given: textOf(value) });
    }
  } else {
    complain(document.contents, 'usage', { ...NO_USAGE, given: text.trim().slice(0, 40) || '(empty file)' });
  }
  return { usage: { usage: Object.fromEntries(usage), file, lines: Object.fromEntries(lines) }, problems };

  function keysOf(map: YamlMap, address: string, prefix: string): [key: string, value: UsageValue][] {
    return map.items.flatMap(({ key: node, value: below }) => {
      const key = prefix + textOf(node);
      lines.set(`${address}.${key}`, lineAt(node));
      if (isMap(below) && !isRange(below)) return keysOf(below, address, `${key}.`);
      const value = readValue(below, (at, path, fault) => complain(at, `usage.${address}.${key}${path}`, fault));
      return value === undefined ? [] : [[key, value]];
    });
  }
}

const NO_USAGE = { message: 'is missing', allowed: 'a map', fix: 'Begin the file with "usage:".' };
const NO_KEYS = {
  message: 'is not a map of usage keys',
  allowed: 'keys with amounts',
  fix: 'Write usage keys below it, such as monthlyRequests: 1000000.',
};
