import { isCollection, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import { renderPath } from '../problem';
import type { Problem } from '../problem';

/** Files of exceptions and policies are a few kilobytes; anything larger is a mistake or an attack. */
const MAX_BYTES = 1_000_000;
const MAX_DEPTH = 40;

/** A YAML file as plain data that knows its lines. */
export interface YamlFile {
  readonly value: unknown;
  /** Line of the place, or of the nearest place around it that is in the file. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Read one YAML document: all its syntax errors together, or its value. Aliases and tags have no use here and are refused. */
export function readYaml(file: string, text: string): YamlFile | Problem[] {
  const refuse = (line: number, message: string, given: string, allowed: string, fix: string, path = ''): Problem[] => [
    { file, line, path, message, given, allowed, fix },
  ];
  if (Buffer.byteLength(text) > MAX_BYTES) {
    const bytes = `${Buffer.byteLength(text)} bytes`;
    return refuse(1, 'is too large', bytes, `at most ${MAX_BYTES} bytes`, 'check that this is the right file');
  }
  // Before parsing: the library recurses, and a full stack ends the process.
  if (isNestedDeeply(text)) {
    return refuse(1, 'is nested too deeply', '(YAML)', `${MAX_DEPTH} levels`, 'check that this is the right file');
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'error' });
  const lineAt = (offset: number | undefined): number =>
    offset === undefined ? 1 : Math.max(1, counter.linePos(offset).line);
  if (document.errors.length > 0) {
    return document.errors.flatMap((error) =>
      refuse(
        lineAt(error.pos[0]),
        `is not valid YAML: ${error.message.replace(/\s+/g, ' ')}`,
        '(YAML)',
        'one YAML 1.2 document',
        'correct the line; a common cause is wrong indentation or a missing quotation mark in this line or the line above',
      ),
    );
  }
  const place = placeOfAliasOrTag(document);
  if (place) {
    const fix = 'write the value itself, in quotation marks if it begins with * or !';
    return refuse(
      lineAt(place.node.range?.[0]),
      'contains an alias or a tag',
      '(YAML)',
      'plain values',
      fix,
      place.path,
    );
  }
  return { value: document.toJS(), lineOf: (path) => lineAt(nearestNode(document, path)?.range?.[0]) };
}

function isNestedDeeply(text: string): boolean {
  let open = 0;
  for (const line of text.split('\n')) {
    for (const character of line) {
      if (character === '[' || character === '{') open += 1;
      if (character === ']' || character === '}') open = Math.max(0, open - 1);
      if (open > MAX_DEPTH) return true;
    }
    if (line.search(/\S/) > 4 * MAX_DEPTH || (line.match(/[-?](?=\s)/g)?.length ?? 0) > MAX_DEPTH) return true;
  }
  return false;
}

function placeOfAliasOrTag(document: Document): { node: Node; path: string } | undefined {
  const look = (node: unknown, path: PropertyKey[]): { node: Node; path: string } | undefined => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const found = look(key, path) ?? look(value, [...path, isScalar(key) ? String(key.value) : '?']);
        if (found) return found;
      }
    }
    if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        const found = look(item, [...path, index]);
        if (found) return found;
      }
    }
    const plain = node === null || ((isScalar(node) || isCollection(node)) && node.tag === undefined);
    if (plain) return undefined;
    return { node: node as Node, path: renderPath(path) };
  };
  return look(document.contents, []);
}

/** The node of a place; for a key's value, the key, because that is where people look. */
function nearestNode(document: Document, path: readonly PropertyKey[]): Node | undefined {
  let node: unknown = document.contents;
  let nearest = node as Node | undefined;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) break;
      nearest = pair.key as Node;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (node === undefined) break;
      nearest = node as Node;
    } else break;
  }
  return nearest ?? undefined;
}
