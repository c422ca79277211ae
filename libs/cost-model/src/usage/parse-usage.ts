import type { Problem } from '../problem';
import { yamlParser } from '../template/yaml';
import type { UsageFile, UsageOfResource, UsageValue } from './usage-file';

/** A usage file and everything that is wrong with it; what is right counts nevertheless. */
export interface ParsedUsage {
  readonly usage: UsageFile;
  readonly problems: readonly Problem[];
}

type YamlMap = import('yaml').YAMLMap<unknown, unknown>;

/**
 * Reads a usage file: `usage:`, below it addresses, below each its keys with a number, or `{ low, expected, high }`, or
 * the name of a choice. Keys may be grouped: `standard: { storageGb: 10 }` is `standard.storageGb: 10`.
 */
export function parseUsage(file: string, text: string): ParsedUsage {
  const { parseDocument, LineCounter, isMap, isScalar } = yamlParser();
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: 'silent' });
  const problems: Problem[] = [];
  const lines: Record<string, number> = {};
  const usage: Record<string, UsageOfResource> = {};
  const lineAt = (node: unknown) => counter.linePos((node as { range?: [number] } | null)?.range?.[0] ?? 0).line || 1;
  const complain = (node: unknown, path: string, message: string, given: string, allowed: string, fix: string) => {
    problems.push({ file, line: lineAt(node), path, message, given: given.slice(0, 80), allowed, fix });
  };

  for (const { message, linePos } of document.errors) {
    const fix = 'Correct the YAML at this line.';
    const given = message.split('\n')[0] ?? message;
    problems.push({
      file,
      line: linePos?.[0].line ?? 1,
      path: '',
      message: 'is broken YAML',
      given,
      allowed: 'YAML',
      fix,
    });
  }
  if (problems.length > 0) return { usage: { usage, file, lines }, problems };

  const root = document.get('usage', true);
  if (!isMap(root)) {
    complain(
      document.contents,
      'usage',
      'is not there',
      text.trim().slice(0, 40) || '(empty file)',
      'a map',
      'Begin with "usage:".',
    );
    return { usage: { usage, file, lines }, problems };
  }
  for (const pair of root.items) {
    const address = textOf(pair.key);
    lines[address] = lineAt(pair.key);
    if (isMap(pair.value)) usage[address] = readKeys(pair.value, address, '');
    else
      complain(
        pair.value,
        `usage.${address}`,
        'is no map of usage keys',
        textOf(pair.value),
        'keys with amounts',
        `Write below it: monthlyRequests: 1000000.`,
      );
  }
  return { usage: { usage, file, lines }, problems };

  function readKeys(map: YamlMap, address: string, prefix: string): UsageOfResource {
    const values: Record<string, UsageValue> = {};
    for (const pair of map.items) {
      const key = prefix + textOf(pair.key);
      const path = `usage.${address}.${key}`;
      lines[`${address}.${key}`] = lineAt(pair.key);
      if (isMap(pair.value) && !isBand(pair.value)) {
        Object.assign(values, readKeys(pair.value, address, `${key}.`));
        continue;
      }
      const value = isMap(pair.value) ? readBand(pair.value, path) : readAmount(pair.value, path);
      if (value !== undefined) values[key] = value;
    }
    return values;
  }

  function isBand(map: YamlMap): boolean {
    return ['low', 'expected', 'high'].some((name) => map.has(name));
  }

  function readBand(map: YamlMap, path: string): UsageValue | undefined {
    const [low, expected, high] = ['low', 'expected', 'high'].map((name) => {
      const node = map.get(name, true);
      if (node === undefined)
        complain(map, `${path}.${name}`, 'is not there', '(nothing)', 'a number', 'Give low, expected and high.');
      return node === undefined ? undefined : readAmount(node, `${path}.${name}`);
    });
    if (typeof low !== 'number' || typeof expected !== 'number' || typeof high !== 'number') return undefined;
    if (low <= expected && expected <= high) return { low, expected, high };
    complain(
      map,
      path,
      'is out of order',
      `${low}, ${expected}, ${high}`,
      'low ≤ expected ≤ high',
      'Put the three in order.',
    );
    return undefined;
  }

  function readAmount(node: unknown, path: string): number | string | undefined {
    const value: unknown = isScalar(node) ? node.value : undefined;
    const given = textOf(node);
    const fix = 'Write a number, such as 120 or 1.5e6, without a unit: the key has it.';
    if (typeof value === 'string' && /^[a-z0-9]+(-[a-z]+)*$/.test(value) && !/^\d+$/.test(value)) return value;
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      complain(node, path, 'is no number', given || '(nothing)', 'a number, 0 or more', fix);
      return undefined;
    }
    if (value < 0 || value > 1e15) {
      complain(
        node,
        path,
        value < 0 ? 'is negative' : 'is too large',
        given,
        'a number from 0 to 1e15',
        'Write what is used in a month.',
      );
      return undefined;
    }
    return value;
  }

  function textOf(node: unknown): string {
    if (isScalar(node)) return String(node.value);
    return node === null || node === undefined ? '' : isMap(node) ? '(a map)' : '(a list)';
  }
}
